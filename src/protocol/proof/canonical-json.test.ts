import { readFileSync } from 'node:fs';
import reference from 'canonicalize';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../json.ts';
import { canonicalize } from './canonical-json.ts';

interface Vectors {
  readonly vectors: readonly { readonly name: string; readonly input: string; readonly outputUtf8Hex: string }[];
  readonly numbers: readonly { readonly ieee754BeHex: string; readonly expected: string | null }[];
}
const file = new URL('../../../bridge-spec/vectors/rfc8785-jcs.json', import.meta.url);
const { vectors, numbers } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

describe('canonicalize', () => {
  it.each(vectors)('RFC 8785 test data: $name', ({ input, outputUtf8Hex }) => {
    const output = Buffer.from(canonicalize(JSON.parse(input) as JsonValue), 'utf8').toString('hex');
    expect(output).toBe(outputUtf8Hex);
  });

  it('writes numbers as RFC 8785 appendix B does', () => {
    let finite = 0;
    for (const { ieee754BeHex, expected } of numbers) {
      const value = Buffer.from(ieee754BeHex, 'hex').readDoubleBE();
      if (!Number.isFinite(value)) continue;
      finite++;
      expect(canonicalize(value)).toBe(expected);
    }
    expect(finite).toBeGreaterThan(20);
  });

  it('agrees with another implementation on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalize(value as JsonValue)).toBe(reference(value));
      }),
    );
  });

  it('refuses what has no canonical form', () => {
    for (const value of ['\ud800', ['a\udfff'], { '\ud800': 'a' }, Number.NaN, [Infinity]])
      expect(() => canonicalize(value as JsonValue)).toThrow();
  });
});
