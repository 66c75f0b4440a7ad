import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { base58btc } from 'multiformats/bases/base58';
import { describe, expect, it } from 'vitest';
import { decodeBase58, encodeBase58 } from './base58.ts';

const { vectors } = JSON.parse(readFileSync(new URL('../../../bridge-spec/vectors/multibase.json', import.meta.url), 'utf8')) as {
  vectors: { rows: string[] }[];
};

describe('decodeBase58', () => {
  it('agrees with the multibase vectors', () => {
    let seen = 0;
    for (const { rows } of vectors) {
      const [plain, encoded] = [rows[0], rows.find((row) => row.startsWith('base58btc'))].map(
        (row) => JSON.parse((row?.split(', ')[1] ?? '').replaceAll(String.raw`\x00`, String.raw`\u0000`)) as string,
      );
      const bytes = new TextEncoder().encode(plain);
      expect(encodeBase58(bytes)).toBe(encoded);
      expect(decodeBase58(encoded ?? '', bytes.length)).toEqual(bytes);
      seen++;
    }
    expect(seen).toBe(3);
  });

  it('agrees with the library for all bytes, also with leading zeros', () => {
    const sized = fc
      .tuple(fc.nat(10), fc.uint8Array({ minLength: 1, maxLength: 86 }))
      .map(([zeros, rest]) => Uint8Array.from([...new Uint8Array(zeros), ...rest]));
    fc.assert(
      fc.property(sized, (bytes) => {
        const text = base58btc.encode(bytes);
        expect(decodeBase58(text, bytes.length)).toEqual(bytes);
        if (bytes.length > 1) expect(decodeBase58(text, bytes.length - 1)).toBeUndefined();
        if (bytes.length < 96) expect(decodeBase58(text, bytes.length + 1)).toBeUndefined();
      }),
    );
  });

  it('refuses everything else', () => {
    for (const text of ['', 'z', 'Z2', 'z0', 'zO', 'zI', 'zl', 'z-', 'zé', 'm2', `z${'z'.repeat(200)}`])
      expect(decodeBase58(text, 1)).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 96 }), (text, length) => {
        const bytes = decodeBase58(text, length);
        if (bytes !== undefined) expect(encodeBase58(bytes)).toBe(text);
      }),
    );
  });
});
