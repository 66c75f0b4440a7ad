import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Timestamp } from '../brand.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { canonicalize } from './canonical-json.ts';
import { serialize, signDocument, verifyDocument, verifyDocuments } from './proof.ts';
import { isJsonObject, readSigned } from './signed-json.ts';
import { createSignedSource } from './signed-source.ts';
import type { SignedSource } from './signed-source.ts';
import { createSeedSigner } from './signer.ts';
import { createVerifier } from './verifier.ts';

/** Texts that look like the JSON around them, that are escaped, or that are longer in UTF-8 than in UTF-16. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    ',"proof":{',
    '"proof":',
    '\\',
    '\\"',
    '"\\\\',
    '}',
    '{',
    ']',
    '\u0000\n\u001f',
    'é',
    '名前"',
    '🐝\\"🐝',
    '\u2028',
    '',
  ),
);
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('proof', '@context', 'object', 'orderedItems', 'proof"', 'proofs', '__proto__') },
  text.filter((chosen) => !/^(?:0|[1-9][0-9]*)$/.test(chosen)),
);
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    text,
    fc.maxSafeInteger(),
    fc.boolean(),
    tie('object'),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
  object: fc
    .uniqueArray(fc.tuple(name, tie('value')), { minLength: 1, maxLength: 5, selector: ([key]) => key })
    // As JSON.parse does it, so that `__proto__` is a member like others.
    .map((members) => Object.fromEntries(members)),
})).object as fc.Arbitrary<JsonObject>;

function read(document: JsonObject): SignedSource {
  const result = readSigned(serialize(document));
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

function* objectsIn(value: JsonValue): Generator<JsonObject> {
  if (typeof value !== 'object') return;
  if (isJsonObject(value)) yield value;
  for (const member of Object.values(value) as JsonValue[]) yield* objectsIn(member);
}

function reference(object: JsonObject): Uint8Array | undefined {
  const { proof, ...unsigned } = object;
  // A first member cannot be cut out with the comma before it.
  if (proof === undefined || Object.keys(object)[0] === 'proof') return undefined;
  return new TextEncoder().encode(canonicalize(unsigned));
}

describe('what was signed, cut out of a document', () => {
  it('is what writing it anew gives, for every object in any document', () => {
    let signed = 0;
    fc.assert(
      fc.property(tree, (document) => {
        const source = read(document);
        for (const object of objectsIn(source.document)) {
          const expected = reference(object);
          if (expected !== undefined) signed++;
          expect(source.unsignedBytes(object)).toEqual(expected);
        }
      }),
      { numRuns: 2000 },
    );
    expect(signed).toBeGreaterThan(500);
  });

  it('is nothing for objects of another document', () => {
    const source = read({ a: { a: 1, proof: 2 } });
    expect(source.unsignedBytes({ a: 1, proof: 2 })).toBeUndefined();
    expect(source.unsignedBytes(source.document)).toBeUndefined();
  });

  it('fails loudly when the bytes are of something else', () => {
    const source = createSignedSource({ a: 'long text', proof: 'x' }, new TextEncoder().encode('{"a":"'));
    expect(() => source.unsignedBytes(source.document)).toThrow(RangeError);
  });
});

describe('proofs of nested documents', () => {
  const signer = createSeedSigner(new Uint8Array(32).fill(5));
  const verifier = createVerifier();
  const created = '2026-11-22T08:00:00Z' as Timestamp;
  const context = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v1', { a: 'as:a' }];

  it('have the same verdicts with and without the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, fc.boolean(), async (inner, outer, isForged) => {
        const { proof: _, ...rest } = outer;
        const { proof: __, ...content } = inner;
        const object = await signDocument({ ...content, '@context': context }, signer, created);
        const shown = isForged ? { ...object, zz: 'added' } : object;
        const signed = await signDocument({ ...rest, '@context': context, object: shown }, signer, created);
        const source = read(signed);
        const documents = [source.document, source.document['object'] as JsonObject];
        const quick = await verifyDocuments(documents, signer.did, verifier, source);
        expect(quick).toEqual([true, !isForged]);
        expect(await Promise.all(documents.map((document) => verifyDocument(document, signer.did, verifier)))).toEqual(quick);
      }),
      { numRuns: 60 },
    );
  });

  it('do not depend on where the hashes come from', async () => {
    const signed = await signDocument({ '@context': context, id: 'x' }, signer, created);
    const { digest: _, ...without } = verifier;
    const wrong = { ...verifier, digest: () => new Uint8Array(32) };
    expect(verifier.digest).toBeDefined();
    expect(await verifyDocument(signed, signer.did, verifier)).toBe(true);
    expect(await verifyDocument(signed, signer.did, without)).toBe(true);
    expect(await verifyDocument(signed, signer.did, wrong)).toBe(false);
  });
});
