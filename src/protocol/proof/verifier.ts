import { Point } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { isStrictPublicKey, isStrictSignature } from '../identity/public-key.ts';
import type { Verifier } from '../ports/crypto.ts';

/** The part of WebCrypto's `SubtleCrypto` that verification needs. */
export interface SubtleVerify {
  importKey(
    format: 'raw',
    key: Uint8Array<ArrayBuffer>,
    algorithm: 'Ed25519',
    extractable: boolean,
    usages: 'verify'[],
  ): Promise<CryptoKey>;
  verify(
    algorithm: 'Ed25519',
    key: CryptoKey,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
  digest(algorithm: 'SHA-256', data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

/** Imported keys kept; one per account that is being read. */
const maximumKeys = 1024;

/**
 * Strict verification by the platform. Implementations differ only in what `isStrictPublicKey` and `isStrictSignature` refuse
 * beforehand; all of them check the equation without the cofactor.
 */
export function createWebCryptoVerifier(subtle: SubtleVerify): Verifier {
  const keys = new Map<string, Promise<CryptoKey | undefined>>();
  let last: { readonly publicKey: Uint8Array; readonly key: Promise<CryptoKey | undefined> } | undefined;
  const keyFor = (publicKey: Uint8Array): Promise<CryptoKey | undefined> => {
    // Documents come by the page, all of one account.
    if (last === undefined || !isSame(last.publicKey, publicKey))
      last = { publicKey: publicKey.slice(), key: imported(publicKey) };
    return last.key;
  };
  const imported = (publicKey: Uint8Array): Promise<CryptoKey | undefined> => {
    const name = String.fromCharCode(...publicKey);
    const known = keys.get(name);
    if (known !== undefined) return known;
    if (keys.size >= maximumKeys) keys.clear();
    // A point off the curve may be refused on import.
    const key = subtle.importKey('raw', owned(publicKey), 'Ed25519', false, ['verify']).catch(() => undefined);
    keys.set(name, key);
    return key;
  };
  return {
    async verify(publicKey, signature, message) {
      if (!isStrictPublicKey(publicKey) || !isStrictSignature(signature)) return false;
      const key = await keyFor(publicKey);
      return key === undefined ? false : subtle.verify('Ed25519', key, owned(signature), owned(message));
    },
    digest: async (bytes) => new Uint8Array(await subtle.digest('SHA-256', owned(bytes))),
  };
}

/** Strict verification in JavaScript, for platforms without Ed25519; about twenty times slower. */
export function createNobleVerifier(): Verifier {
  return {
    async verify(publicKey, signature, message) {
      return isStrictPublicKey(publicKey) && isStrictSignature(signature) && equationHolds(publicKey, signature, message);
    },
  };
}

/** The platform's verifier when it knows Ed25519, else the JavaScript one. Asks once, on first use. */
export function createVerifier(subtle: SubtleVerify | undefined = platformSubtle()): Verifier {
  if (subtle === undefined) return createNobleVerifier();
  const platform = createWebCryptoVerifier(subtle);
  let chosen: Verifier | undefined;
  let choosing: Promise<Verifier> | undefined;
  return {
    async verify(publicKey, signature, message) {
      if (chosen === undefined) {
        choosing ??= hasEd25519(subtle).then((has) => (chosen = has ? platform : createNobleVerifier()));
        await choosing;
      }
      return (chosen ?? platform).verify(publicKey, signature, message);
    },
    ...(platform.digest !== undefined && { digest: platform.digest }),
  };
}

/** Does this platform's WebCrypto know Ed25519? */
export async function hasEd25519(subtle: SubtleVerify): Promise<boolean> {
  try {
    await subtle.importKey('raw', Point.BASE.toBytes().slice(), 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

/**
 * S·B - k·A, encoded, equals R: the equation without the cofactor, as OpenSSL, BoringSSL and sodium check it. The library's own
 * `verify` multiplies by the cofactor and would accept some signatures that they refuse.
 */
function equationHolds(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  let key: Point;
  try {
    key = Point.fromBytes(publicKey);
  } catch {
    return false;
  }
  const order = Point.CURVE().n;
  const r = signature.subarray(0, 32);
  const challenge = littleEndian(sha512.create().update(r).update(publicKey).update(message).digest()) % order;
  const expected = Point.BASE.multiply(littleEndian(signature.subarray(32)), false).subtract(key.multiply(challenge, false));
  return expected.toBytes().every((byte, index) => byte === r[index]);
}

const isSame = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);

function littleEndian(bytes: Uint8Array): bigint {
  let hex = '';
  for (let index = bytes.length - 1; index >= 0; index--) hex += (bytes[index] ?? 0).toString(16).padStart(2, '0');
  return BigInt(`0x${hex}`);
}

/** WebCrypto takes no views on shared memory; ours never are. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();

const platformSubtle = (): SubtleVerify | undefined => (globalThis as { crypto?: { subtle?: SubtleVerify } }).crypto?.subtle;
