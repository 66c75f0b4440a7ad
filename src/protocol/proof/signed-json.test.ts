import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { serialize } from './proof.ts';
import { checkSignable, documentByteLimit, parseSigned } from './signed-json.ts';

interface Vector {
  readonly name: string;
  readonly bytesHex: string;
  readonly valid: boolean;
  readonly error?: string;
}
const file = new URL('../../../bridge-spec/vectors/signed-json.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };

const name = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((text) => !/^(?:0|[1-9][0-9]*)$/.test(text) && text !== '__proto__');
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 8 },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    tie('object'),
    fc.array(tie('value')),
  ),
  object: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 5 }),
})).object as fc.Arbitrary<JsonObject>;

describe('parseSigned', () => {
  it.each(vectors)('$name', ({ bytesHex, valid, error }) => {
    const bytes = Uint8Array.from(Buffer.from(bytesHex, 'hex'));
    const result = parseSigned(bytes);
    expect(result.ok ? undefined : result.error.type).toBe(error);
    expect(result.ok).toBe(valid);
    if (result.ok) expect(serialize(result.value)).toEqual(bytes);
  });

  it('reads back whatever was serialised', () => {
    fc.assert(
      fc.property(tree, (document) => {
        expect(checkSignable(document)).toBeUndefined();
        expect(parseSigned(serialize(document))).toEqual({ ok: true, value: JSON.parse(JSON.stringify(document)) });
      }),
    );
  });

  it('accepts no other spelling of the same document', () => {
    fc.assert(
      fc.property(tree, (document) => {
        const spaced = new TextEncoder().encode(JSON.stringify(document, undefined, 1));
        expect(parseSigned(spaced).ok).toBe(false);
      }),
    );
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void parseSigned(bytes)));
    const deep = new TextEncoder().encode(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`);
    expect(parseSigned(deep).ok).toBe(false);
    const wide = new TextEncoder().encode(`{"a":[${'1,'.repeat(200_000)}1]}`);
    expect(parseSigned(wide)).toMatchObject({ ok: false, error: { type: 'too-large' } });
    expect(parseSigned(new Uint8Array(documentByteLimit + 1))).toMatchObject({ ok: false, error: { type: 'too-large' } });
  });

  it('keeps __proto__ a plain member', () => {
    const result = parseSigned(new TextEncoder().encode('{"__proto__":{"polluted":"yes"},"id":"x"}'));
    expect(result.ok && Object.getPrototypeOf(result.value) === Object.prototype).toBe(true);
    expect(result.ok && Object.hasOwn(result.value, '__proto__')).toBe(true);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
