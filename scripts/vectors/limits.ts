import { buildActor } from '../../src/protocol/activity-streams/build-actor.ts';
import type { DocumentKind } from '../../src/protocol/activity-streams/check.ts';
import type { JsonObject, JsonValue } from '../../src/protocol/json.ts';
import { alice, at, createOf, note, page, sign, text } from './sample.ts';
import { source } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

type Part = { readonly text: string } | { readonly repeat: string; readonly times: number };

/** Shortest unit that is worth repeating, in characters of the whole. */
const worthwhile = 200;

/** Cuts long runs of one character, or of one of the given units, out of a text. */
function partsOf(whole: string, units: readonly string[]): Part[] {
  const parts: Part[] = [];
  let plain = 0;
  for (let index = 0; index < whole.length;) {
    const found = units
      .map((unit) => ({ unit, times: runOf(whole, index, unit) }))
      .find(({ unit, times }) => unit.length * times >= worthwhile);
    if (found === undefined) {
      index++;
      continue;
    }
    if (index > plain) parts.push({ text: whole.slice(plain, index) });
    parts.push({ repeat: found.unit, times: found.times });
    index += found.unit.length * found.times;
    plain = index;
  }
  if (plain < whole.length) parts.push({ text: whole.slice(plain) });
  return parts;
}

function runOf(whole: string, start: number, unit: string): number {
  let times = 0;
  while (whole.startsWith(unit, start + times * unit.length)) times++;
  return times;
}

const unitsOf = (items: readonly JsonValue[]): string[] => items.map((item) => `${text(item)},`);

/** What is just within a limit, and what is just beyond it (section 15). */
export async function limitsVectors(): Promise<VectorFile> {
  const cases: VectorCase[] = [];
  const add = (
    name: string,
    clause: string,
    kind: DocumentKind,
    reason: string | undefined,
    document: JsonObject,
    units: readonly string[] = ['x', '1'],
  ): void => {
    const parts = partsOf(text(document), units);
    cases.push({
      name,
      clause,
      account: alice.did,
      kind,
      valid: reason === undefined,
      ...(reason !== undefined && { reason }),
      parts,
    });
  };
  /** The same member at its limit and one beyond. */
  const both = async (
    name: string,
    clause: string,
    member: (size: number) => JsonObject,
    limit: number,
    units: readonly string[] = ['x'],
  ): Promise<void> => {
    add(`${name}: ${limit}`, clause, 'object', undefined, await sign(note(1, member(limit))), units);
    add(`${name}: ${limit + 1}`, clause, 'object', 'bad-schema', await sign(note(1, member(limit + 1))), units);
  };
  const many =
    (item: JsonValue) =>
    (size: number): JsonValue[] =>
      Array.from({ length: size }, () => item);
  const tag = { name: '#x', type: 'Hashtag' };
  const picture = { mediaType: 'image/png', type: 'Image' };
  const person = 'https://social.example/users/bob';
  const everybody = 'https://www.w3.org/ns/activitystreams#Public';

  await both('content, UTF-16 code units', '15', (size) => ({ content: 'x'.repeat(size) }), 262_144);
  add(
    'content outside the basic plane counts twice',
    '15',
    'object',
    undefined,
    await sign(note(1, { content: '🐝'.repeat(131_072) })),
    ['🐝'],
  );
  await both('name', '15', (size) => ({ name: 'x'.repeat(size) }), 4096);
  await both('tags', '15', (size) => ({ tag: many(tag)(size) }), 128, unitsOf([tag]));
  await both('attachments', '15', (size) => ({ attachment: many(picture)(size) }), 32, unitsOf([picture]));
  await both('entries of cc', '15', (size) => ({ to: [everybody], cc: many(person)(size) }), 256, unitsOf([person]));
  await both(
    'languages',
    '15',
    (size) => ({ contentMap: Object.fromEntries(Array.from({ length: size }, (_, index) => [`xx-${index + 10}`, 'y'])) }),
    32,
  );
  await both('foreign id, characters', '2.5', (size) => ({ inReplyTo: `https://a.example/${'x'.repeat(size - 18)}` }), 2048);
  await both('blurhash', '15', (size) => ({ attachment: [{ ...picture, blurhash: 'x'.repeat(size) }] }), 256);

  const actor = buildActor({ did: alice.did, preferredUsername: 'alice', published: at(0), updated: at(0) });
  const host = 'https://gateway.example';
  add('user name: 30', '4', 'actor', undefined, await sign({ ...actor, preferredUsername: 'a'.repeat(30) }));
  add('user name: 31', '4', 'actor', 'bad-schema', await sign({ ...actor, preferredUsername: 'a'.repeat(31) }));
  add('gateways: 32', '4', 'actor', undefined, await sign({ ...actor, gateways: many(host)(32) }), unitsOf([host]));
  add('gateways: 33', '4', 'actor', 'bad-schema', await sign({ ...actor, gateways: many(host)(33) }), unitsOf([host]));
  add('actor file: 65,536 bytes', '3.1', 'actor', undefined, await ofSize(actor, 65_536));
  add('actor file: 65,537 bytes', '3.1', 'actor', 'too-large', await ofSize(actor, 65_537));

  add('file: 1,048,576 bytes', '3.1', 'object', undefined, await ofSize(note(1), 2 ** 20));
  add('file: 1,048,577 bytes', '3.1', 'object', 'too-large', await ofSize(note(1), 2 ** 20 + 1));
  const fillers = 100_000 - countValues(await sign(note(1, { 'x:filler': [] })));
  add('values: 100,000', '3.1', 'object', undefined, await sign(note(1, { 'x:filler': many(1)(fillers) })), ['1,']);
  const beyond = await sign(note(1, { 'x:filler': many(1)(fillers) }));
  add('values: 100,001', '3.1', 'object', 'too-large', { ...beyond, 'x:filler': many(1)(fillers + 1) }, ['1,']);
  const nested = (levels: number): JsonValue => (levels === 0 ? 1 : [nested(levels - 1)]);
  add('levels: 16', '3.1', 'object', undefined, await sign(note(1, { 'x:deep': nested(15) })));
  const deepest = await sign(note(1, { 'x:deep': nested(15) }));
  add('levels: 17', '3.1', 'object', 'too-large', { ...deepest, 'x:deep': nested(16) });
  const inPage = async (levels: number): Promise<JsonObject> => createOf(1, await sign(note(1, { 'x:deep': nested(levels) })));
  cases.push({
    name: 'levels of a page: 16',
    clause: '3.1',
    account: alice.did,
    kind: 'page',
    valid: true,
    activities: ['valid'],
    parts: partsOf(text(await page(0, [await inPage(12)])), ['x']),
  });
  const tooDeep = await page(0, [await inPage(12)]);
  add('levels of a page: 17', '3.1', 'page', 'too-large', { ...tooDeep, orderedItems: [await inPage(13)] });
  const largest = Number.MAX_SAFE_INTEGER;
  add(
    'width: 2^53-1',
    '3.1',
    'object',
    undefined,
    await sign(note(1, { attachment: [{ ...picture, width: largest, height: largest }] })),
  );
  return {
    description: 'Just within a limit and just beyond it. parts: put together they are the bytes of the file.',
    source,
    cases,
  };
}

/** The document, signed, made to a size by a member that nothing limits. Proof values differ in length, so the size is tried for. */
async function ofSize(document: JsonObject, bytes: number): Promise<JsonObject> {
  const shortest = Buffer.byteLength(text(await sign({ ...document, 'x:filler': '' })));
  for (let more = -3; more <= 3; more++) {
    const signed = await sign({ ...document, 'x:filler': 'x'.repeat(bytes - shortest + more) });
    if (Buffer.byteLength(text(signed)) === bytes) return signed;
  }
  throw new Error(`no document of ${bytes} bytes`);
}

function countValues(value: JsonValue): number {
  if (typeof value !== 'object') return 0;
  const members: readonly JsonValue[] = Array.isArray(value) ? value : Object.values(value);
  return members.length + members.reduce<number>((sum, member) => sum + countValues(member), 0);
}
