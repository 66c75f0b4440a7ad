import type { PrivateKey, PublicKey } from '@helia/interface';
import type { ipnsValidator } from '@helia/ipns';
import { publicKeyFromProtobuf, publicKeyFromRaw, publicKeyToProtobuf } from '@libp2p/crypto/keys';
import type { PublicKey as Libp2pPublicKey } from '@libp2p/interface';
import type { Signer } from '../../protocol/ports/crypto.ts';
import { didToPublicKey } from '../../protocol/identity/ids.ts';

/** Multicodec-like number of Ed25519 in libp2p's key protobuf. */
const ed25519Code = 1;

const notHere = (): never => {
  throw new Error('not available: keys of accounts do not leave their place');
};

function asPublicKey(key: Libp2pPublicKey): PublicKey {
  return {
    type: key.type,
    code: ed25519Code,
    toMultihash: () => key.toMultihash(),
    toCID: () => key.toCID(),
    toProtobuf: () => new Uint8Array(publicKeyToProtobuf(key)),
    toJWK: notHere,
    verify: (message, signature) => key.verify(message, signature),
  };
}

/** What `createIPNSRecord` needs of a private key, made of a signer that shows none. */
export function ipnsSigningKey(signer: Signer): PrivateKey {
  return {
    type: 'Ed25519',
    code: ed25519Code,
    publicKey: asPublicKey(publicKeyFromRaw(didToPublicKey(signer.did))),
    toProtobuf: notHere,
    toJWK: notHere,
    sign: async (message) => new Uint8Array(await signer.sign(message)),
  };
}

/** What `ipnsValidator` needs of a keychain: nothing is stored in it. */
export const ipnsValidationKeys: Parameters<typeof ipnsValidator>[2] = {
  loadPublicKeyFromProtobuf: async (bytes) => asPublicKey(publicKeyFromProtobuf(bytes)),
  generateKey: notHere,
  importKey: notHere,
  exportKey: notHere,
  removeKey: notHere,
  renameKey: notHere,
  listKeys: notHere,
  rotateKeychainPass: notHere,
};
