import { readFileSync } from 'node:fs';
import { verify as cofactoredVerify } from '@noble/ed25519';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didToPublicKey } from '../identity/did.ts';
import { createSeedSigner } from './signer.ts';
import type { SubtleVerify } from './verifier.ts';
import { createNobleVerifier, createVerifier, createWebCryptoVerifier } from './verifier.ts';

interface Vector {
  readonly name: string;
  readonly publicKeyHex: string;
  readonly messageHex: string;
  readonly signatureHex: string;
  readonly valid: boolean;
}
const file = new URL('../../../bridge-spec/vectors/ed25519-strict.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const verifiers = { webcrypto: createWebCryptoVerifier(crypto.subtle), noble: createNobleVerifier() };

/** A WebCrypto that accepts whatever gets as far as the equation. */
const gullible: SubtleVerify = {
  importKey: (...key) => crypto.subtle.importKey(...key),
  verify: async () => true,
  digest: (...call) => crypto.subtle.digest(...call),
};

describe('strict Ed25519', () => {
  it.each(vectors)('$name', async ({ publicKeyHex, messageHex, signatureHex, valid }) => {
    for (const verifier of Object.values(verifiers))
      expect(await verifier.verify(bytes(publicKeyHex), bytes(signatureHex), bytes(messageHex))).toBe(valid);
  });

  it('does not leave keys and signatures of small order to the platform', async () => {
    const verifier = createWebCryptoVerifier(gullible);
    const weak = vectors.filter(({ name }) => /small order (?!,)|canonical|^S |zero/.test(name) && !name.includes('a part of'));
    expect(weak.length).toBeGreaterThan(25);
    for (const { publicKeyHex, messageHex, signatureHex } of weak)
      expect(await verifier.verify(bytes(publicKeyHex), bytes(signatureHex), bytes(messageHex))).toBe(false);
  });

  it('is stricter than the cofactored equation of the library', () => {
    const accepted = vectors.filter(
      ({ name, publicKeyHex, messageHex, signatureHex }) =>
        name.includes('only with cofactor') &&
        cofactoredVerify(bytes(signatureHex), bytes(messageHex), bytes(publicKeyHex), { zip215: false }),
    );
    expect(accepted.length).toBe(2);
  });

  it('gives the same verdict from both, for whatever bytes', async () => {
    const signer = createSeedSigner(new Uint8Array(32).fill(3));
    const publicKey = didToPublicKey(signer.did);
    const array = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 64 }),
        array(64),
        fc.nat(63),
        fc.integer({ min: 0, max: 255 }),
        async (message, noise, at, mask) => {
          const signature = await signer.sign(message);
          const changed = signature.map((byte, index) => (index === at ? byte ^ mask : byte));
          for (const candidate of [signature, changed, noise]) {
            const [ours, other] = await Promise.all(
              Object.values(verifiers).map((verifier) => verifier.verify(publicKey, candidate, message)),
            );
            expect(ours).toBe(other);
            expect(ours).toBe(candidate === signature || (candidate === changed && mask === 0));
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('createVerifier', () => {
  const signer = createSeedSigner(new Uint8Array(32).fill(3));
  const message = new Uint8Array(5);

  it('falls back to JavaScript where WebCrypto lacks Ed25519', async () => {
    const without: SubtleVerify = {
      importKey: () => Promise.reject(new DOMException('unknown algorithm', 'NotSupportedError')),
      verify: () => Promise.reject(new Error('must not be asked')),
      digest: (...call) => crypto.subtle.digest(...call),
    };
    const verifier = createVerifier(without);
    expect(await verifier.verify(didToPublicKey(signer.did), await signer.sign(message), message)).toBe(true);
  });

  it('imports each key once', async () => {
    let imports = 0;
    const counting: SubtleVerify = {
      importKey: (...key) => (imports++, crypto.subtle.importKey(...key)),
      verify: (...call) => crypto.subtle.verify(...call),
      digest: (...call) => crypto.subtle.digest(...call),
    };
    const verifier = createWebCryptoVerifier(counting);
    const signature = await signer.sign(message);
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, () => verifier.verify(didToPublicKey(signer.did), signature, message)),
    );
    expect(verdicts.every(Boolean)).toBe(true);
    expect(imports).toBe(1);
  });
});
