import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { createSeedSigner } from '../proof/signer.ts';
import { digestMultibase } from './digest.ts';
import { accountSeed, derive, nextKeyDigest, successorRoot } from './secrets.ts';

const root = Uint8Array.from({ length: 32 }, (_, index) => index);
const hex = bytesToHex;

describe('secrets of an account', () => {
  it('stay the same for ever: backups depend on them', () => {
    expect(hex(accountSeed(root))).toMatchInlineSnapshot(`"689d056302de9b34f07bf3810318b1f19223cc82c383ca38ec5b685dc8f869c3"`);
    expect(hex(successorRoot(root))).toMatchInlineSnapshot(`"9d7e15ab6e1d678e1a2f48bc64258689305fd49ad8862034d3c13c533646b214"`);
    expect(nextKeyDigest(successorRoot(root))).toMatchInlineSnapshot(`"zQmRMap5CnhqL7AtBLMRxurDRurGv2CvJKQCh365bsB387F"`);
  });

  it('are HKDF-SHA-256 as the platform computes it', async () => {
    const key = await crypto.subtle.importKey('raw', root, 'HKDF', false, ['deriveBits']);
    const info = new TextEncoder().encode('pollen account key 1');
    const bits = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }, key, 256);
    expect(hex(accountSeed(root))).toBe(hex(new Uint8Array(bits)));
  });

  it('name the key of the account that follows', () => {
    const { did } = createSeedSigner(accountSeed(successorRoot(root)));
    const multikey = new TextEncoder().encode(did.slice('did:key:'.length));
    expect(nextKeyDigest(successorRoot(root))).toBe(digestMultibase(multikey));
  });

  it('are of one length', () => {
    expect(() => derive(new Uint8Array(31), 'anything')).toThrow(RangeError);
  });
});
