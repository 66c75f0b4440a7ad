// Canonical JSON once more, written apart from ours: what is signed must not depend on who writes it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/protocol/json.ts';
import { canonicalize } from '../../src/protocol/proof/canonical-json.ts';
import { jcs } from '../hostile/support/recording-signer.ts';
import { loadVectors } from './support.ts';

interface Vectors {
  readonly vectors: readonly { readonly input: string; readonly output: string }[];
}

describe('canonical JSON', () => {
  it('is the same from three hands for the published test data', () => {
    const { vectors } = loadVectors<Vectors>('rfc8785-jcs.json');
    expect(vectors).toHaveLength(6);
    for (const { input, output } of vectors) {
      expect(jcs(JSON.parse(input) as JsonValue)).toBe(output);
      expect(canonicalize(JSON.parse(input) as JsonValue)).toBe(output);
      // Its own canonical form.
      expect(canonicalize(JSON.parse(output) as JsonValue)).toBe(output);
    }
  });

  it('is the same from both hands for any text and any nesting', () => {
    const key = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('__proto__', 'toJSON', '1', '10', '2', 'é', '€', '😂', 'דּ'),
    );
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
      ) as fc.Arbitrary<JsonValue>,
    }));
    fc.assert(
      fc.property(value, (json) => {
        expect(canonicalize(json)).toBe(jcs(json));
      }),
      { seed: 20_261_122, numRuns: 200 },
    );
  });
});
