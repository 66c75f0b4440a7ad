import type { JsonObject, JsonValue } from '../../../src/protocol/json.ts';
import { decodeBase58, encodeBase58 } from '../../../src/protocol/identity/base58.ts';
import { isJsonObject } from '../../../src/protocol/proof/signed-json.ts';
import type { HostileContext } from './hostile-context.ts';

/** Changes to a parsed document. What becomes of its proofs is decided elsewhere. */
export type DocumentMutation = (document: JsonObject, context: HostileContext, at: number, value: number) => JsonObject;

const pick = <T>(list: readonly T[], value: number): T | undefined => list[value % Math.max(1, list.length)];

/** Puts another value in the place of the `at`th leaf, counted depth first. */
function setLeaf(root: JsonObject, at: number, put: (leaf: JsonValue) => JsonValue): JsonObject {
  let left = at % Math.max(1, leavesOf(root));
  const visit = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(visit);
    if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner)]));
    return left-- === 0 ? put(value) : value;
  };
  return visit(root) as JsonObject;
}

function leavesOf(value: JsonValue): number {
  if (typeof value !== 'object') return 1;
  return (Array.isArray(value) ? value : Object.values(value as JsonObject)).reduce<number>(
    (sum, inner) => sum + leavesOf(inner),
    0,
  );
}

const itemsOf = (document: JsonObject): readonly JsonObject[] => {
  const items = document['orderedItems'];
  return Array.isArray(items) ? items.filter(isJsonObject) : [];
};
const withItems = (document: JsonObject, items: readonly JsonValue[]): JsonObject => ({ ...document, orderedItems: items });

const proofOf = (document: JsonObject): JsonObject => (isJsonObject(document['proof']) ? document['proof'] : {});
const withProof = (document: JsonObject, changes: JsonObject): JsonObject => ({
  ...document,
  proof: { ...proofOf(document), ...changes },
});

/** The same signature with L added to S: the equation still holds, strict verifiers refuse. */
function malleated(proofValue: JsonValue | undefined): string {
  const signature = typeof proofValue === 'string' ? decodeBase58(proofValue, 64) : undefined;
  if (signature === undefined) return 'z1';
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  let s = order;
  for (let index = 0; index < 32; index++) s += BigInt(signature[32 + index] ?? 0) << BigInt(8 * index);
  const changed = signature.slice();
  for (let index = 0; index < 32; index++) changed[32 + index] = Number((s >> BigInt(8 * index)) & 0xffn);
  return encodeBase58(changed);
}

const farDates = [
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-01-01T00:00:00.000Z',
];
const places = ['next', 'first', 'last', 'partOf', 'id', 'actor', 'attributedTo', 'object', 'inReplyTo', 'outbox', 'target'];
const types = [
  'Create',
  'Update',
  'Delete',
  'Undo',
  'Move',
  'Note',
  'Tombstone',
  'Person',
  'OrderedCollection',
  'OrderedCollectionPage',
  'Flag',
  'Block',
];

export const documentMutations: Readonly<Record<string, DocumentMutation>> = {
  nothing: (document) => document,
  otherText: (document, { strings }, at, value) => setLeaf(document, at, () => pick(strings, value) ?? ''),
  otherValue: (document, _context, at, value) =>
    setLeaf(
      document,
      at,
      () => pick<JsonValue>([0, -1, 2 ** 53 - 1, true, [], ['x'], { a: 'b' }, '', 'x'.repeat(5000)], value) ?? 0,
    ),
  dropMember: (document, _context, at) => {
    const name = pick(Object.keys(document), at) ?? '';
    const { [name]: _, ...rest } = document;
    return rest;
  },
  addMember: (document, { strings }, at, value) => ({
    ...document,
    [pick(['bto', 'bcc', 'endpoints', 'prev', 'expires', 'x', 'published', 'updated', 'deleted', 'next'], at) ?? 'x']:
      pick(strings, value) ?? '',
  }),
  otherDate: (document, _context, at, value) => ({
    ...document,
    [pick(['published', 'updated', 'deleted'], at) ?? 'updated']: pick(farDates, value) ?? '',
  }),
  otherPlace: (document, { strings }, at, value) => ({ ...document, [pick(places, at) ?? 'next']: pick(strings, value) ?? '' }),
  otherOwner: (document, { account, other }, at) => {
    const name = pick(['actor', 'attributedTo', 'id', 'object'], at) ?? 'actor';
    const value = document[name];
    return typeof value === 'string' ? { ...document, [name]: value.replace(account.did, other.did) } : document;
  },
  otherType: (document, _context, _at, value) => ({ ...document, type: pick(types, value) ?? 'Note' }),
  otherCount: (document, _context, at, value) => ({
    ...document,
    totalItems: pick([0, 1, -1, 1_000_000_000, 2 ** 53 - 1, value], at) ?? 0,
  }),
  reverseItems: (document) => withItems(document, itemsOf(document).toReversed()),
  rotateItems: (document, _context, at) => {
    const items = itemsOf(document);
    const cut = at % Math.max(1, items.length);
    return withItems(document, [...items.slice(cut), ...items.slice(0, cut)]);
  },
  dropItem: (document, _context, at) =>
    withItems(document, itemsOf(document).toSpliced(at % Math.max(1, itemsOf(document).length), 1)),
  repeatItem: (document, _context, at, value) => {
    const items = itemsOf(document);
    const item = pick<JsonValue>(items, at) ?? 'x';
    return withItems(document, [...items, ...Array.from({ length: 1 + (value % 25) }, () => item)]);
  },
  tenThousandItems: (document, _context, _at, value) =>
    withItems(
      document,
      Array.from({ length: 10_000 }, (_, index) => (value % 2 === 0 ? `x${index}` : index)),
    ),
  strangeItem: (document, { strange }, at, value) => {
    const items = itemsOf(document);
    return withItems(document, items.toSpliced(at % (items.length + 1), value % 2, pick(strange, value) ?? {}));
  },
  junkItem: (document, _context, at, value) => {
    const items: readonly JsonValue[] = itemsOf(document);
    return withItems(
      document,
      items.toSpliced(at % (items.length + 1), 0, pick<JsonValue>([0, 'x', true, [], [[]], { a: 1 }], value) ?? 0),
    );
  },
  strangeObject: (document, { strange }, _at, value) => ({ ...document, object: pick(strange, value) ?? 'x' }),
  bareObject: (document) => {
    const { object } = document;
    return isJsonObject(object) ? { ...document, object: object['id'] ?? '' } : document;
  },
  objectWithoutProof: (document) => {
    const { object } = document;
    if (!isJsonObject(object)) return document;
    const { proof: _, ...bare } = object;
    return { ...document, object: bare };
  },
  proofList: (document) => ({ ...document, proof: [proofOf(document)] }),
  proofMember: (document, { strings }, at, value) =>
    withProof(document, {
      [pick(['created', 'cryptosuite', 'proofPurpose', 'proofValue', 'type', 'verificationMethod', 'expires', 'domain'], at) ??
      'x']: pick(strings, value) ?? '',
    }),
  proofContext: (document, _context, at) =>
    withProof(document, { '@context': at % 2 === 0 ? [] : [...(document['@context'] as JsonValue[]), 'https://x.example/'] }),
  strangeProof: (document, { strange }, _at, value) => ({ ...document, proof: proofOf(pick(strange, value) ?? {}) }),
  malleatedSignature: (document) => withProof(document, { proofValue: malleated(proofOf(document)['proofValue']) }),
  weakSignature: (document, _context, at) => {
    // R or S of no use: all zero, the neutral element, all ones.
    const signature = new Uint8Array(64).fill(at % 3 === 2 ? 0xff : 0);
    if (at % 3 === 1) signature[0] = 1;
    return withProof(document, { proofValue: encodeBase58(signature) });
  },
};
