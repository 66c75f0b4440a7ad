import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { JSDOM } from 'jsdom';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  archiveFiles,
  archiveOwner,
  plainArchive,
  tarGzArchive,
  variedItems,
  zipArchive,
  noise,
  type ArchiveOptions,
} from '../../../../tests/support/mastodon-archive.ts';
import { mediaPath, statusId, statusUrl } from '../../../../tests/support/mastodon-archive-items.ts';
import type { Did, Rkey } from '../../../protocol/brand.ts';
import { digestMultibase } from '../../../protocol/identity/digest.ts';
import type { JsonObject } from '../../../protocol/json.ts';
import type { OutboxRecord } from '../../../protocol/ports/records.ts';
import type { AccountStore } from '../../../protocol/ports/store.ts';
import { verifyDocument } from '../../../protocol/proof/proof.ts';
import { titled } from '../../../protocol/reader/titled.ts';
import { openAccountStore } from '../../../storage/open-account-store.ts';
import { createSanitiser } from '../../sanitise.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../../testing/fake-world.ts';
import type { FilePreview, ImportChoices } from '../files-api.ts';
import { createArchiveDesk } from './archive-desk.ts';
import type { ArchiveParts } from './archive-parts.ts';
import { createArchiveRunner } from './archive-runner.ts';

const htmlToRichText = createSanitiser(new JSDOM('').window);
const openStore = (did: Did): Promise<AccountStore> => openAccountStore(did, { indexedDB: new IDBFactory() });

let world: FakeWorld;
let device: FakeDevice;
let parts: ArchiveParts;

beforeEach(async () => {
  world = createFakeWorld(openStore);
  device = await createFakeDevice(world);
  parts = { ...device.dependencies, htmlToRichText, author: device.author, pictures: { decode: async () => undefined } };
});

const packers = { zip: zipArchive, 'tar.gz': tarGzArchive };
type Packed = keyof typeof packers;

async function fileOf(packed: Packed, options: ArchiveOptions): Promise<File> {
  return new File([await packers[packed](archiveFiles(options))], `archive-20260101000000-0123456789abcdef.${packed}`);
}

async function preview(file: File): Promise<FilePreview> {
  const found = await createArchiveDesk(parts).preview(file, {});
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return { id: 'preview', ...found.value };
}

async function begin(file: File, choices: ImportChoices = {}): Promise<string> {
  return createArchiveDesk(parts).start(file, await preview(file), choices, undefined);
}

async function go(job: string, signal = new AbortController().signal) {
  const record = await parts.store.jobs.job(job);
  if (record === undefined) throw new Error('no job');
  return createArchiveRunner(parts).run(record, signal);
}

async function counts(job: string): Promise<ReadonlyMap<string, number>> {
  const record = await parts.store.jobs.job(job);
  if (record === undefined) throw new Error('no job');
  return createArchiveDesk(parts).counts(record);
}

async function bringIn(file: File, choices: ImportChoices = {}): Promise<string> {
  const job = await begin(file, { profile: false, ...choices });
  expect(await go(job)).toBe('ended');
  return job;
}

async function outbox(): Promise<OutboxRecord[]> {
  const all: OutboxRecord[] = [];
  for (let last: Rkey | undefined; ; last = all.at(-1)?.rkey) {
    const some = await parts.store.outboxRange(last, 500);
    all.push(...some);
    if (some.length === 0) return all;
  }
}

const objectOf = ({ activity }: OutboxRecord): JsonObject => activity['object'] as JsonObject;
const byUrl = async (number: number): Promise<JsonObject | undefined> =>
  (await outbox()).map(objectOf).find(({ url }) => url === statusUrl(archiveOwner, number));

describe.each(['zip', 'tar.gz'] as const)('an archive as %s', (packed) => {
  it('is previewed: what comes in, what stays out and why; and nothing is done', async () => {
    const file = await fileOf(packed, {
      items: variedItems(),
      media: [{ path: mediaPath(8), bytes: noise(8, 500) }],
      likes: ['https://other.example/users/bob/statuses/1'],
      bookmarks: ['https://other.example/users/bob/statuses/2', 'javascript:alert(1)'],
    });
    const found = await preview(file);
    expect(found).toMatchObject({
      kind: 'archive',
      entries: 11,
      alreadyThere: 0,
      archive: {
        account: '@ada@mastodon.example',
        name: 'Ada of the old days',
        posts: 10,
        boosts: 1,
        followersOnly: 2,
        direct: 1,
        likes: 1,
        bookmarks: 1,
        mediaFiles: 1,
        mediaBytes: 500,
        file: 'kept',
      },
    });
    expect(Object.fromEntries(found.leftOut.map(({ reason, count }) => [reason, count]))).toEqual({
      'not-public': 3,
      'not-yours': 2,
      'unknown-type': 2,
      malformed: 3,
      duplicate: 1,
    });
    expect(found.examples.length).toBeGreaterThan(0);
    expect(await parts.store.outboxCount()).toBe(0);
    expect(await parts.store.jobs.jobs()).toEqual([]);
  });

  it('comes in with dates, links, media, polls, warnings, mentions and answers', async () => {
    const picture = noise(8, 500);
    await bringIn(await fileOf(packed, { items: variedItems(), media: [{ path: mediaPath(8), bytes: picture }] }));
    const records = await outbox();
    expect(records).toHaveLength(10);
    for (const record of records) {
      expect(await verifyDocument(record.activity, parts.store.did, device.dependencies.verifier)).toBe(true);
      expect(await verifyDocument(objectOf(record), parts.store.did, device.dependencies.verifier)).toBe(true);
      expect(record.activity['published']).toBe('2026-11-22T08:00:00Z');
    }
    // From the oldest to the newest, under ascending keys.
    const dates = records.map((record) => Date.parse(String(objectOf(record)['published'])));
    expect(dates).toEqual(dates.toSorted((a, b) => a - b));
    const digest = digestMultibase(picture);
    expect(await byUrl(8)).toMatchObject({
      attachment: [{ digestMultibase: digest, name: 'a garden', width: 640, mediaType: 'image/jpeg' }],
    });
    expect((await parts.store.media(digest))?.own).toBe(true);
    expect(await byUrl(2)).toMatchObject({ to: [], cc: ['https://www.w3.org/ns/activitystreams#Public'] });
    expect(await byUrl(6)).toMatchObject({ summary: 'spoilers', sensitive: true });
    expect(await byUrl(7)).toMatchObject({
      type: 'Question',
      oneOf: [{ name: 'tea', replies: { totalItems: 3 } }, { name: 'coffee' }],
    });
    expect(await byUrl(12)).toMatchObject({ type: 'Article', name: 'On gardens' });
    expect(await byUrl(11)).toMatchObject({ published: '2026-11-22T08:00:00Z' });
    expect(await byUrl(5)).toMatchObject({
      inReplyTo: 'https://other.example/users/bob/statuses/7',
      cc: ['https://other.example/users/bob'],
      tag: [
        { type: 'Mention', href: 'https://other.example/users/bob', name: '@bob@other.example' },
        { type: 'Hashtag', name: '#engines' },
      ],
      contentMap: { en: expect.any(String) },
    });
    expect((await byUrl(9))?.['inReplyTo']).toBe((await byUrl(1))?.['id']);
    const hostile = String((await byUrl(10))?.['content']);
    expect(hostile).toBe('<p>hiclick</p>');
    const stored = await parts.store.byAuthor(parts.store.did, { limit: 20 });
    expect(stored).toHaveLength(10);
    // What is shown here is what every reader makes of the signed text.
    for (const post of stored)
      expect(post.content).toEqual(
        titled(post.object, htmlToRichText(String(post.object['content']), (post.object['tag'] as JsonObject[]) ?? [])),
      );
  });

  it('brings in boosts, likes and bookmarks where they are asked for, and in their old places', async () => {
    const likes = ['https://other.example/users/bob/statuses/1'];
    const bookmarks = ['https://other.example/users/bob/statuses/2'];
    const file = await fileOf(packed, { items: variedItems(), likes, bookmarks });
    const job = await bringIn(file, { posts: false, boosts: true, likes: true, bookmarks: true });
    expect((await outbox()).map(({ type, objectId }) => [type, objectId])).toEqual([
      ['Announce', 'https://other.example/users/bob/statuses/9'],
      ['Like', likes[0]],
    ]);
    const [boost] = await parts.store.byAuthor(parts.store.did, { limit: 20 });
    expect(new Date(boost?.atMs ?? 0).getUTCFullYear()).toBe(2019);
    expect((await parts.store.collections.bookmarks({ limit: 9 })).map(({ id }) => id)).toEqual(bookmarks);
    expect(await counts(job)).toEqual(new Map([['done', 3]]));
    const rows = await createArchiveDesk(parts).rows(job, { state: 'done', limit: 2 });
    expect(rows.map(({ index, state }) => [index, state])).toEqual([
      [0, 'done'],
      [1, 'done'],
    ]);
  });

  it('fills what the profile does not say, or takes over all of it', async () => {
    const file = await fileOf(packed, {});
    await parts.author.updateProfile({ name: 'Ada here', username: 'ada', bio: '', icon: 'keep' });
    await go(await begin(file));
    expect(await parts.store.profile()).toMatchObject({ name: 'Ada here', bio: 'Gardens & engines\nsince 2017' });
    await go(await begin(file, { profile: false }));
    expect(await parts.store.profile()).toMatchObject({ name: 'Ada here' });
    await go(await begin(file, { profile: true }));
    expect(await parts.store.profile()).toMatchObject({ name: 'Ada of the old days', preferredUsername: 'ada' });
  });

  it('comes in beside another that began in the same moment, with the same luck', async () => {
    parts = { ...parts, random: (length) => new Uint8Array(length) };
    const jobs: string[] = [];
    const all = plainArchive(30, 3).items ?? [];
    for (const items of [all.slice(0, 10), all.slice(10, 20)])
      jobs.push(await begin(await fileOf(packed, { items }), { profile: false }));
    await Promise.all(jobs.map((job) => go(job)));
    await bringIn(await fileOf(packed, { items: all }));
    expect(await outbox()).toHaveLength(30);
  });

  it('does nothing when it comes in again, and adds what is new when a newer one does', async () => {
    const all = plainArchive(30, 3);
    await bringIn(await fileOf(packed, { ...all, items: all.items?.slice(0, 20) ?? [] }));
    const first = await outbox();
    expect(first).toHaveLength(20);
    const again = await fileOf(packed, { ...all, items: all.items?.slice(0, 20) ?? [] });
    expect(await preview(again)).toMatchObject({ entries: 0, alreadyThere: 20 });
    await bringIn(again);
    expect(await outbox()).toHaveLength(20);
    const newer = [...(all.items ?? [])];
    (newer[25] as { object: { inReplyTo: string } }).object.inReplyTo = statusId(archiveOwner, 3);
    await bringIn(await fileOf(packed, { ...all, items: newer }));
    expect(await outbox()).toHaveLength(30);
    expect((await byUrl(25))?.['inReplyTo']).toBe((await byUrl(3))?.['id']);
  });
});
