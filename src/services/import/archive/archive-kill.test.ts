import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import {
  archiveFiles,
  archiveOwner,
  plainArchive,
  tarGzArchive,
  zipArchive,
} from '../../../../tests/support/mastodon-archive.ts';
import { boostItem } from '../../../../tests/support/mastodon-archive-items.ts';
import type { Rkey } from '../../../protocol/brand.ts';
import type { OutboxRecord } from '../../../protocol/ports/records.ts';
import type { AccountStore } from '../../../protocol/ports/store.ts';
import { openAccountStore } from '../../../storage/open-account-store.ts';
import { crashing, CrashError, type CrashPlan } from '../../testing/crash.ts';
import { createFakeDevice, createFakeWorld } from '../../testing/fake-world.ts';
import { createArchiveDesk } from './archive-desk.ts';
import type { ArchiveParts } from './archive-parts.ts';
import { createArchiveRunner } from './archive-runner.ts';

const posts = 12;
const archive = plainArchive(posts, 4);
const boosted = 'https://other.example/users/bob/statuses/1';
const files = archiveFiles({
  ...archive,
  items: [...(archive.items ?? []), boostItem(archiveOwner, 99, Date.UTC(2019, 4, 2), boosted)],
  likes: [boosted],
  bookmarks: [boosted],
});

async function setUp(file: File) {
  const device = await createFakeDevice(createFakeWorld((did) => openAccountStore(did, { indexedDB: new IDBFactory() })));
  const parts: ArchiveParts = {
    ...device.dependencies,
    htmlToRichText: (html) => [html.replaceAll(/<[^>]*>/g, '')],
    author: device.author,
    pictures: { decode: async () => undefined },
  };
  const desk = createArchiveDesk(parts);
  const found = await desk.preview(file, {});
  if (!found.ok) throw new Error(found.error.type);
  const choices = { profile: false, boosts: true, likes: true, bookmarks: true };
  const id = await desk.start(file, { id: 'preview', ...found.value }, choices, undefined);
  return { parts, id };
}

async function run(parts: ArchiveParts, id: string, signal = new AbortController().signal) {
  const job = await parts.store.jobs.job(id);
  if (job === undefined) throw new Error('no job');
  const runner = createArchiveRunner(parts);
  try {
    return await runner.run(job, signal);
  } finally {
    runner.close();
  }
}

async function outbox(store: AccountStore): Promise<OutboxRecord[]> {
  const all: OutboxRecord[] = [];
  for (let last: Rkey | undefined; ; last = all.at(-1)?.rkey) {
    const some = await store.outboxRange(last, 500);
    all.push(...some);
    if (some.length === 0) return all;
  }
}

/** What must be there once, whatever happened on the way. */
async function expectAll(parts: ArchiveParts, id: string): Promise<void> {
  const { store } = parts;
  const records = await outbox(store);
  expect(records.map(({ type }) => type).toSorted()).toEqual([
    'Announce',
    ...Array.from({ length: posts }, () => 'Create'),
    'Like',
  ]);
  expect(new Set(records.map(({ activity }) => (activity['object'] as { url?: string }).url ?? activity['object'])).size).toBe(
    posts + 1,
  );
  expect(records.flatMap(({ media }) => media)).toHaveLength(3);
  for (const digest of records.flatMap(({ media }) => media)) expect(await store.media(digest)).toBeDefined();
  const own = await store.byAuthor(store.did, { limit: 40 });
  expect(own).toHaveLength(posts + 1);
  for (const { id: postId, boostOf, object } of own)
    if (boostOf === undefined) {
      // The post that is shown is the one that was signed and will go out.
      const record = records.find(({ objectId }) => objectId === postId);
      expect(record?.activity['object']).toEqual(object);
    }
  expect(await store.collections.bookmarks({ limit: 9 })).toHaveLength(1);
  const job = await store.jobs.job(id);
  expect(job && createArchiveDesk(parts).counts(job)).toEqual(new Map([['done', posts + 3]]));
}

it.each([1, 2, 3])(
  'goes on where it was killed when %i portions of posts had been stored',
  async (portions) => {
    const many = 900;
    const file = new File([await zipArchive(archiveFiles(plainArchive(many, 0)))], 'archive.zip');
    const { parts, id } = await setUp(file);
    let calls = 0;
    let isDead = false;
    const dying = new Proxy(parts.store, {
      get(target, member) {
        if (isDead) throw new CrashError('dead');
        if (member !== 'adoptOwn') return Reflect.get(target, member) as unknown;
        return async (...given: Parameters<AccountStore['adoptOwn']>) => {
          await target.adoptOwn(...given);
          isDead = ++calls === portions;
          if (isDead) throw new CrashError('killed');
        };
      },
    });
    await expect(run({ ...parts, store: dying }, id)).rejects.toThrow(CrashError);
    expect(await parts.store.outboxCount()).toBe(Math.min(many, portions * 400));
    const signatures = new Map((await outbox(parts.store)).map(({ rkey, activity }) => [rkey, activity['proof']]));
    expect(await run(parts, id)).toBe('ended');
    const records = await outbox(parts.store);
    expect(new Set(records.map(({ activity }) => (activity['object'] as { url: string }).url)).size).toBe(many);
    expect(records).toHaveLength(many);
    for (const [rkey, proof] of signatures)
      expect(records.find((record) => record.rkey === rkey)?.activity['proof']).toEqual(proof);
    const job = await parts.store.jobs.job(id);
    expect(job && createArchiveDesk(parts).counts(job)).toEqual(new Map([['done', many]]));
  },
  30_000,
);

describe.each(['zip', 'tar.gz'] as const)('a %s that is brought in', (packed) => {
  const fileOf = async (): Promise<File> =>
    new File([await (packed === 'zip' ? zipArchive : tarGzArchive)(files)], `archive.${packed}`);

  it('loses and doubles nothing when it is killed anywhere', async () => {
    const file = await fileOf();
    const counting: CrashPlan = { count: 0, at: Number.POSITIVE_INFINITY, when: 'before' };
    const whole = await setUp(file);
    const nested = ['jobs', 'collections'];
    expect(await run({ ...whole.parts, store: crashing(whole.parts.store, counting, nested) }, whole.id)).toBe('ended');
    await expectAll(whole.parts, whole.id);
    expect(counting.count).toBeGreaterThan(20);
    for (let at = 1; at <= counting.count; at += 1) {
      const { parts, id } = await setUp(file);
      const plan: CrashPlan = { count: 0, at, when: at % 2 === 0 ? 'before' : 'after' };
      await expect(run({ ...parts, store: crashing(parts.store, plan, nested) }, id)).rejects.toThrow(CrashError);
      expect(await run(parts, id)).toBe('ended');
      await expectAll(parts, id);
    }
  }, 60_000);

  it('is paused in the middle and goes on', async () => {
    const { parts, id } = await setUp(await fileOf());
    const pause = new AbortController();
    let calls = 0;
    const store = new Proxy(parts.store, {
      get(target, member) {
        if (member === 'putMedia' && ++calls === 2) pause.abort();
        return Reflect.get(target, member) as unknown;
      },
    });
    expect(await run({ ...parts, store }, id, pause.signal)).not.toBe('ended');
    expect(await outbox(parts.store)).toEqual([]);
    expect(await run(parts, id)).toBe('ended');
    await expectAll(parts, id);
  });

  it('waits for its file when nobody has it, and takes no other', async () => {
    const file = await fileOf();
    const { parts, id } = await setUp(file);
    await parts.store.jobs.putFile(id, new Blob(['another']));
    // As after a reload: the tab that had the file is gone.
    const reloaded = await reload();
    expect(await reloaded.run()).toEqual({ waitsFor: 'file' });
    const desk = reloaded.desk;
    expect(await desk.giveFile(id, new File(['something else'], 'archive.zip'))).toBe(false);
    expect(await desk.giveFile(id, file)).toBe(true);
    expect(await reloaded.run()).toBe('ended');
    await expectAll(parts, id);

    async function reload() {
      const { vi } = await import('vitest');
      vi.resetModules();
      const [runner, again] = await Promise.all([import('./archive-runner.ts'), import('./archive-desk.ts')]);
      return {
        desk: again.createArchiveDesk(parts),
        async run() {
          const job = await parts.store.jobs.job(id);
          if (job === undefined) throw new Error('no job');
          return runner.createArchiveRunner(parts).run(job, new AbortController().signal);
        },
      };
    }
  });
});
