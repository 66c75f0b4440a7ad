import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildHostingRequest } from '../../network/gateways/hosting-request.ts';
import { serialize } from '../../protocol/proof/proof.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { createAccountFixture } from '../../protocol/tree/account-fixture.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { startTestGateway, type TestAnswer, type TestGateway } from '../gateway-fixture.ts';
import { createLetterBoxes } from './letter-box.ts';

const recipient = createAccountFixture({ seed: 20 });
const actorId = `ap://${recipient.signer.did}/actor.jsonld`;
const boxPath = `/pollen/responses?actor=${encodeURIComponent(actorId)}`;
const noteId = `ap://${recipient.signer.did}/o/ab/c/d/abcdefghijk22.jsonld`;

async function hostedAt(gateway: TestGateway): Promise<void> {
  const request = await buildHostingRequest(recipient.signer, { origin: gateway.origin, nowMs: Date.now() });
  expect((await gateway.write('POST', '/pollen/hosting', request)).status).toBe(200);
}
const deliver = (gateway: TestGateway, activity: JsonObject, path = boxPath): Promise<TestAnswer> =>
  gateway.write('POST', path, serialize(activity));

describe('letter box', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('lists what was left, newest first, across restarts', async () => {
    const gateway = await startTestGateway();
    await hostedAt(gateway);
    const author = createAccountFixture({ seed: 21 });
    const like = await author.about('Like', noteId);
    const reply = await author.create('<p>yes</p>', { inReplyTo: noteId });
    const empty = await gateway.send(boxPath);
    expect(JSON.parse(empty.text)).toMatchObject({ type: 'OrderedCollection', totalItems: 0, orderedItems: [] });
    expect((await deliver(gateway, like)).status).toBe(202);
    expect((await deliver(gateway, reply)).status).toBe(202);
    expect((await deliver(gateway, like)).status).toBe(202);
    const list = await gateway.send(boxPath);
    expect(list.headers['content-type']).toBe('application/activity+json');
    expect(list.headers['access-control-allow-origin']).toBe('*');
    expect(JSON.parse(list.text).orderedItems).toEqual([reply, like]);
    expect(list.headers['etag']).not.toBe(empty.headers['etag']);
    const again = await gateway.restart();
    const unchanged = await again.send(boxPath, { headers: { 'if-none-match': String(list.headers['etag']) } });
    expect(unchanged.status).toBe(304);
    expect(JSON.parse((await again.send(boxPath)).text).orderedItems).toEqual([reply, like]);
  });

  it('takes only what is signed, is its author’s own, and is meant for the account', async () => {
    const gateway = await startTestGateway();
    await hostedAt(gateway);
    const author = createAccountFixture({ seed: 22 });
    const other = createAccountFixture({ seed: 23 });
    const like = await author.about('Like', noteId);
    const bad: JsonObject[] = [
      { ...like, object: `${noteId}x` },
      { ...like, actor: `ap://${other.signer.did}/actor.jsonld` },
      { ...like, id: `ap://${other.signer.did}/outbox.jsonld#abcdefghijk22` },
      await author.about('Like', `ap://${other.signer.did}/o/ab/c/d/abcdefghijk22.jsonld`),
      await author.about('Block', noteId),
      await author.create('<p>to nobody here</p>'),
    ];
    for (const activity of bad) expect((await deliver(gateway, activity)).status, JSON.stringify(activity)).toBe(400);
    expect((await gateway.write('POST', boxPath, '{"a":1}')).status).toBe(400);
    expect((await gateway.write('POST', boxPath, `${Buffer.from(serialize(like)).toString()} `)).status).toBe(400);
    expect((await gateway.write('POST', boxPath, new Uint8Array(70_000))).status).toBe(413);
    expect((await deliver(gateway, like, '/pollen/responses?actor=x')).status).toBe(400);
    const unknown = `/pollen/responses?actor=${other.signer.did}`;
    expect((await deliver(gateway, like, unknown)).status).toBe(404);
    expect((await gateway.send(unknown)).status).toBe(404);
    expect(JSON.parse((await gateway.send(boxPath)).text).totalItems).toBe(0);
  });

  it('names people in notes as well', async () => {
    const gateway = await startTestGateway();
    await hostedAt(gateway);
    const author = createAccountFixture({ seed: 24 });
    const mention = await author.create('<p>@you</p>', { tag: [{ type: 'Mention', href: actorId, name: '@you' }] });
    expect((await deliver(gateway, mention)).status).toBe(202);
    expect((await deliver(gateway, await author.about('Follow', actorId))).status).toBe(202);
  });

  it('turns away whom the operator has denied, and who writes without end', async () => {
    const denied = createAccountFixture({ seed: 25 });
    const busy = createAccountFixture({ seed: 26 });
    const gateway = await startTestGateway({ denied: [denied.signer.did] });
    await hostedAt(gateway);
    expect((await deliver(gateway, await denied.about('Like', noteId))).status).toBe(403);
    // The clock stands still, or a slow machine would be given more meanwhile.
    vi.spyOn(Date, 'now').mockReturnValue(Date.now());
    const statuses: number[] = [];
    for (let i = 0; i < 40; i++) statuses.push((await deliver(gateway, await busy.about('Like', `${noteId}#${i}`))).status);
    expect(statuses.slice(0, 30).every((status) => status === 202)).toBe(true);
    expect(statuses).toContain(429);
  });
});

describe('stored letters', () => {
  let directory: string;
  let database: Database;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pollen-letters-'));
    const opened = await openDatabase(directory);
    if (!opened.ok) throw new Error(opened.error);
    database = opened.value;
  });
  afterEach(async () => {
    await database.close();
    await rm(directory, { recursive: true });
  });
  const { did } = recipient.signer;
  const letter = (index: number, author = did): { id: string; author: typeof did; bytes: Uint8Array } => ({
    id: `ap://x/${index}`,
    author,
    bytes: new TextEncoder().encode(`{"number":${index}}`),
  });
  const numbers = (letters: readonly Uint8Array[]): number[] =>
    letters.map((bytes) => JSON.parse(new TextDecoder().decode(bytes)).number);

  it('come in pages', async () => {
    const boxes = createLetterBoxes(database);
    for (let i = 1; i <= 5; i++) await boxes.put(did, letter(i));
    const first = await boxes.page(did, { limit: 2 });
    expect(numbers(first.letters)).toEqual([5, 4]);
    const second = await boxes.page(did, { limit: 2, before: first.next });
    expect(numbers(second.letters)).toEqual([3, 2]);
    const last = await boxes.page(did, { limit: 2, before: second.next });
    expect(numbers(last.letters)).toEqual([1]);
    expect(last.next).toBeUndefined();
    expect(numbers((await boxes.page(did, { limit: 9, since: 3 })).letters)).toEqual([5, 4]);
  });

  it('make room: the oldest go, and no author pushes all others out', async () => {
    const boxes = createLetterBoxes(database, { letters: 6, bytes: 1e6, lettersPerAuthor: 3 });
    const talker = createAccountFixture({ seed: 30 }).signer.did;
    await boxes.put(did, letter(1));
    for (let i = 2; i <= 9; i++) await boxes.put(did, letter(i, talker));
    expect(numbers((await boxes.page(did, { limit: 99 })).letters)).toEqual([9, 8, 7, 1]);
    for (let i = 10; i <= 15; i++) await boxes.put(did, letter(i, createAccountFixture({ seed: 30 + i }).signer.did));
    expect(numbers((await boxes.page(did, { limit: 99 })).letters)).toEqual([15, 14, 13, 12, 11, 10]);
    expect(numbers((await createLetterBoxes(database).page(did, { limit: 99 })).letters)).toEqual([15, 14, 13, 12, 11, 10]);
  });
});
