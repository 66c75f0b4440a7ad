import { publicKeyFromRaw } from '@libp2p/crypto/keys';
import type { Ed25519PrivateKey } from '@libp2p/interface';

/**
 * The libp2p key of this device, backed by a WebCrypto key that cannot be exported. Throws for any other kind of key.
 */
export async function deviceKeyFrom(pair: CryptoKeyPair): Promise<Ed25519PrivateKey> {
  const publicKey = publicKeyFromRaw(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  if (publicKey.type !== 'Ed25519') throw new Error('device keys are Ed25519');
  return {
    type: 'Ed25519',
    publicKey,
    get raw(): Uint8Array {
      throw new Error('the device key cannot be exported');
    },
    equals: (other: unknown) => hasPublicKey(other) && publicKey.equals(other.publicKey),
    sign: async (message) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, Uint8Array.from(message.subarray()))),
  };
}

const hasPublicKey = (value: unknown): value is { readonly publicKey: unknown } =>
  typeof value === 'object' && value !== null && 'publicKey' in value;
