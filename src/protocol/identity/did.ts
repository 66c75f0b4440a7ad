import { base32 } from 'multiformats/bases/base32';
import { base36 } from 'multiformats/bases/base36';
import type { Did, IpnsName } from '../brand.ts';
import { decodeBase58, encodeBase58 } from './base58.ts';
import { isStrictPublicKey } from './public-key.ts';

/** Multicodec ed25519-pub as varint. */
const didPrefix = [0xed, 0x01];
/** CIDv1, libp2p-key, identity multihash of the protobuf {type: Ed25519, data: 32 bytes}. */
const ipnsPrefix = [0x01, 0x72, 0x00, 0x24, 0x08, 0x01, 0x12, 0x20];
const didPattern = /^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/;

/** Decoding is needed for nearly every id that is read; a device knows some hundreds of accounts. */
const keys = new Map<string, Uint8Array>();
const maximumKeys = 4096;

/** `did:key:z6Mk…` of a 32-byte Ed25519 key (bridge-spec, "Names used below"). Throws for keys that strict verifiers refuse. */
export function publicKeyToDid(publicKey: Uint8Array): Did {
  if (!isStrictPublicKey(publicKey)) throw new RangeError('not a usable Ed25519 public key');
  return `did:key:${encodeBase58(Uint8Array.of(...didPrefix, ...publicKey))}` as Did;
}

/** The 32 bytes of the key. A fresh copy. */
export function didToPublicKey(did: Did): Uint8Array {
  const publicKey = keyOf(did);
  if (publicKey === undefined) throw new TypeError(`not a did:key: ${did}`);
  return publicKey.slice();
}

/** The same key as IPNS name: `k51…`, 62 characters. */
export function didToIpnsName(did: Did): IpnsName {
  const publicKey = keyOf(did);
  if (publicKey === undefined) throw new TypeError(`not a did:key: ${did}`);
  return base36.encode(Uint8Array.of(...ipnsPrefix, ...publicKey)) as IpnsName;
}

/** The account behind an IPNS name; undefined for names of other than Ed25519 keys. */
export function ipnsNameToDid(name: string): Did | undefined {
  const publicKey = nameToKey(name);
  return publicKey === undefined ? undefined : publicKeyToDid(publicKey);
}

/** `did:key:z6Mk…` exactly as this module writes it (no fragment, no percent encoding); undefined otherwise. */
export function parseDid(text: string): Did | undefined {
  return keyOf(text) === undefined ? undefined : (text as Did);
}

/** An IPNS name of an Ed25519 key in base36, base32, base58 or as libp2p peer id, normalised to `k51…`; undefined otherwise. */
export function parseIpnsName(text: string): IpnsName | undefined {
  const publicKey = nameToKey(text);
  return publicKey === undefined ? undefined : (base36.encode(Uint8Array.of(...ipnsPrefix, ...publicKey)) as IpnsName);
}

/** The one verification method of an account: `did:key:X#X`. */
export const keyFragment = (did: Did): string => `${did}#${did.slice('did:key:'.length)}`;

function keyOf(text: string): Uint8Array | undefined {
  const known = keys.get(text);
  if (known !== undefined) return known;
  if (!didPattern.test(text)) return undefined;
  const publicKey = withoutPrefix(decodeBase58(text.slice('did:key:'.length), 34), didPrefix);
  if (publicKey === undefined) return undefined;
  if (keys.size >= maximumKeys) keys.clear();
  keys.set(text, publicKey);
  return publicKey;
}

function nameToKey(text: string): Uint8Array | undefined {
  if (text.length > 80) return undefined;
  try {
    if (text.startsWith('k')) return withoutPrefix(base36.decode(text), ipnsPrefix);
    if (text.startsWith('b')) return withoutPrefix(base32.decode(text), ipnsPrefix);
  } catch {
    return undefined;
  }
  if (text.startsWith('12D3KooW')) return withoutPrefix(decodeBase58(`z${text}`, 38), ipnsPrefix.slice(2));
  return withoutPrefix(decodeBase58(text, 40), ipnsPrefix);
}

function withoutPrefix(bytes: Uint8Array | undefined, prefix: readonly number[]): Uint8Array | undefined {
  if (bytes?.length !== prefix.length + 32 || !prefix.every((byte, index) => bytes[index] === byte)) return undefined;
  const publicKey = bytes.slice(prefix.length);
  return isStrictPublicKey(publicKey) ? publicKey : undefined;
}
