import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import type { Did } from '../../src/protocol/brand.ts';
import type { Signer, Verifier } from '../../src/protocol/ports/crypto.ts';
import type { PrivateKeys } from '../../src/protocol/ports/records.ts';

/**
 * Stands in for signatures and WebCrypto where thousands of schedules are played: what is tested is merging. Everything here is
 * synchronous inside, so that a schedule runs the same way every time.
 */
const signatureOf = (message: Uint8Array): Uint8Array => new Uint8Array(createHash('sha512').update(message).digest());

export const lightSigner = (did: Did): Signer => ({ did, sign: async (message) => signatureOf(message) });

export const lightVerifier: Verifier = {
  verify: async (_key, signature, message) => Buffer.compare(signature, signatureOf(message)) === 0,
  digest: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
};

const secret = Buffer.alloc(32, 7);
const tagBytes = 16;

interface GcmInput {
  readonly iv: Uint8Array;
  readonly additionalData: Uint8Array;
}

/** AES-256-GCM and HMAC-SHA-256 under one fixed key: what the private state asks of WebCrypto. */
export const lightSubtle = {
  sign: async (_algorithm: string, _key: CryptoKey, bytes: Uint8Array) =>
    arrayBuffer(createHmac('sha256', secret).update(bytes).digest()),
  async encrypt({ iv, additionalData }: GcmInput, _key: CryptoKey, plaintext: Uint8Array) {
    const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(additionalData);
    return arrayBuffer(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
  },
  async decrypt({ iv, additionalData }: GcmInput, _key: CryptoKey, bytes: Uint8Array) {
    const cipher = createDecipheriv('aes-256-gcm', secret, iv).setAAD(additionalData);
    cipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
    return arrayBuffer(Buffer.concat([cipher.update(bytes.subarray(0, bytes.length - tagBytes)), cipher.final()]));
  },
} as unknown as SubtleCrypto;

/** The keys of `lightSubtle`, which looks at none. */
export const lightKeys = { content: {}, nonce: {} } as PrivateKeys;

const arrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;
