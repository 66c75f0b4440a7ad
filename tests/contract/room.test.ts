import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { CID } from 'multiformats/cid';
import { sha256 } from '@noble/hashes/sha2.js';
import { create as createDigest } from 'multiformats/hashes/digest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Block } from '../../src/protocol/ports/block-store.ts';
import type { Did } from '../../src/protocol/brand.ts';
import type { MediaRecord } from '../../src/protocol/ports/records.ts';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import { encodeDirectory } from '../../src/protocol/tree/directory.ts';
import { openAccountStore } from '../../src/storage/open-account-store.ts';
import { ana, batch, draft, me, notification, outboxEntry, ownName, person, post, syncRecord } from './sample-records.ts';
import { ownPost } from './sample-records.ts';

const bo = 'did:key:z6MkBoForRoom' as Did;

const picture = (digest: string, size: number, own = false): MediaRecord => ({
  digest,
  mediaType: 'image/jpeg',
  bytes: new Uint8Array(size).fill(1),
  own,
});

function leaf(text: string, size: number): Block {
  const bytes = new Uint8Array(size);
  bytes.set(new TextEncoder().encode(text));
  return { cid: CID.createV1(0x55, createDigest(0x12, sha256(bytes))), bytes };
}

/** A tree of one folder. */
function tree(...leaves: Block[]): { readonly root: CID; readonly blocks: Block[] } {
  const entries = leaves.map(({ cid, bytes }, index) => ({ name: `file-${index}`, cid, totalBytes: bytes.length }));
  const folder = encodeDirectory(entries);
  return { root: folder.cid, blocks: [folder, ...leaves] };
}

describe('room', () => {
  let store: AccountStore;
  let nowMs: number;

  beforeEach(async () => {
    nowMs = 1_000_000_000_000;
    vi.spyOn(Date, 'now').mockImplementation(() => nowMs);
    store = await openAccountStore(me, { indexedDB: new IDBFactory(), name: ownName });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    store.close();
  });

  const put = async (...media: MediaRecord[]): Promise<void> => {
    for (const record of media) {
      nowMs += 1000;
      await store.putMedia(record);
    }
  };
  const here = async (...digests: string[]): Promise<string[]> => {
    const found = await Promise.all(digests.map((digest) => store.media(digest)));
    return digests.filter((_, index) => found[index] !== undefined);
  };
  const settle = (): Promise<void> => vi.waitFor(async () => void (await store.room.measure()));

  it('is freed of others’ media, the longest unused first, and of no more than is asked for', async () => {
    await put(picture('a', 100), picture('mine', 100, true), picture('b', 100), picture('c', 100));
    nowMs += 2 * 3_600_000;
    await store.mediaUrl('a');
    await settle();
    expect(await store.room.free(150)).toBe(200);
    expect(await here('a', 'b', 'c', 'mine')).toEqual(['a', 'mine']);
    expect(await store.room.free(1)).toBe(100);
    expect(await store.room.free(1_000_000)).toBe(0);
    expect(await here('a', 'b', 'c', 'mine')).toEqual(['mine']);
  });

  it('keeps a picture that has become one’s own', async () => {
    await put(picture('a', 100));
    await put(picture('a', 100, true));
    await put(picture('a', 100));
    expect(await store.room.free(1_000)).toBe(0);
    expect(await here('a')).toEqual(['a']);
  });

  it('never takes anything of one’s own, whatever is asked for', async () => {
    const own = tree(leaf('own', 500), leaf('shared', 300));
    await store.blocks.putMany(own.blocks);
    await store.putOwnTree({ name: ownName, root: own.root.toString() });
    const building = leaf('of a tree that is being built', 400);
    await store.blocks.putMany([building]);
    const others = tree(leaf('theirs', 500), leaf('shared', 300));
    await store.blocks.putMany(others.blocks);
    await store.ingest(batch({ posts: [post('other')], sync: { ...syncRecord(ana), root: others.root } }));
    await store.addOwn(outboxEntry('a'), batch({ posts: [ownPost('a')], notifications: [notification('n')] }), [
      picture('in a post', 100, true),
    ]);
    await store.putDraft(draft('d'));
    await store.putSetting('theme', 'dark');
    await store.jobs.put({ id: 'job', kind: 'x', state: 'paused', createdAtMs: 1, data: 1 }, [
      { job: 'job', index: 0, state: 'new', data: 2 },
    ]);
    await put(picture('draft', 100, true), picture('theirs', 100));
    expect(await store.room.free(Number.MAX_SAFE_INTEGER)).toBeGreaterThanOrEqual(600);
    expect(await here('in a post', 'draft', 'theirs')).toEqual(['in a post', 'draft']);
    const kept = await Promise.all([...own.blocks, building].map(({ cid }) => store.blocks.has(cid)));
    expect(kept).toEqual(kept.map(() => true));
    expect(await store.blocks.has(others.root)).toBe(false);
    expect(await store.outboxCount()).toBe(1);
    expect(await store.drafts()).toHaveLength(1);
    expect((await store.home({ limit: 9 })).length).toBe(2);
    expect(await store.setting('theme')).toBe('dark');
    expect(await store.jobs.rows('job', { limit: 5 })).toHaveLength(1);
  });

  it('lets trees of people go who are not followed, before those of people who are', async () => {
    const trees = { ana: tree(leaf('ana', 5_000)), bo: tree(leaf('bo', 5_000)) };
    for (const [did, { root, blocks }] of [
      [ana, trees.ana],
      [bo, trees.bo],
    ] as const) {
      await store.blocks.putMany(blocks);
      await store.ingest(batch({ sync: { ...syncRecord(did), root, lastReadMs: did === ana ? 1 : 2 } }));
    }
    await store.putFollow({ did: ana, name: ownName, stampMs: 1, removed: false, via: [], coHost: false });
    await store.room.free(5_000);
    expect(await store.blocks.has(trees.bo.root)).toBe(false);
    expect(await store.blocks.has(trees.ana.root)).toBe(true);
  });

  it('is measured by kind', async () => {
    await put(picture('a', 1_000), picture('mine', 3_000, true));
    await store.blocks.putMany([leaf('x', 700)]);
    await store.addOwn(outboxEntry('a'), batch({ posts: [ownPost('a'), post('other')] }), []);
    const use = await store.room.measure();
    expect(use).toMatchObject({ othersMedia: 1_000, ownMedia: 3_000, blocks: 700, imports: 0 });
    expect(use.ownPosts).toBeGreaterThan(100);
    expect(use.othersPosts).toBeGreaterThan(50);
  });
});

describe('a device that is full', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Every put fails while others' media lie there, as a quota would have it; `fromPut` puts of a write succeed before. */
  function fillUp(fromPut: number): { readonly failed: () => number } {
    let failed = 0;
    let puts = 0;
    for (const method of ['put', 'add'] as const) {
      const original = IDBObjectStore.prototype[method];
      vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
        this: IDBObjectStore,
        value: unknown,
        key?: IDBValidKey,
      ) {
        if (failed === 0 && puts++ >= fromPut) {
          failed += 1;
          throw new DOMException('disk full', 'QuotaExceededError');
        }
        return original.call(this, value, key);
      });
    }
    return { failed: () => failed };
  }

  const writes: Readonly<Record<string, (store: AccountStore) => Promise<unknown>>> = {
    'an own post': (store) =>
      store.addOwn(
        outboxEntry('a'),
        batch({ posts: [ownPost('a')], notifications: [notification('n')], person: person(ana) }),
        [picture('mine', 10, true)],
        'd',
      ),
    'a draft': (store) => store.putDraft(draft('e')),
    'own media': (store) => store.putMedia(picture('mine', 10, true)),
    'what others wrote': (store) => store.ingest(batch({ posts: [post('x'), post('y')], sync: syncRecord(ana) })),
    blocks: (store) => store.blocks.putMany([leaf('x', 20), leaf('y', 20)]),
    'a job': (store) =>
      store.jobs.put({ id: 'job', kind: 'x', state: 'running', createdAtMs: 1, data: 1 }, [
        { job: 'job', index: 0, state: 'new', data: 2 },
      ]),
  };

  for (const [name, write] of Object.entries(writes)) {
    it(`gets room from others’ media, and stores ${name} in the second try, wherever the first one stopped`, async () => {
      for (let fromPut = 0; fromPut < 6; fromPut++) {
        const store = await openAccountStore(me, { indexedDB: new IDBFactory(), name: ownName });
        await store.putDraft(draft('d'));
        await store.putMedia(picture('theirs', 100));
        const full = fillUp(fromPut);
        await write(store);
        const wasFull = full.failed() > 0;
        vi.restoreAllMocks();
        expect((await store.media('theirs')) === undefined, `after ${fromPut} puts`).toBe(wasFull);
        if (fromPut === 0) expect(wasFull).toBe(true);
        store.close();
      }
    });
  }

  it('says so when there is nothing to let go, and has lost nothing', async () => {
    const store = await openAccountStore(me, { indexedDB: new IDBFactory(), name: ownName });
    await store.putDraft(draft('d'));
    await store.putMedia(picture('mine', 10, true));
    fillUp(0);
    await expect(store.putDraft(draft('e'))).rejects.toMatchObject({ name: 'StorageFullError' });
    vi.restoreAllMocks();
    expect((await store.drafts()).map(({ id }) => id)).toEqual(['d']);
    expect(await store.media('mine')).toBeDefined();
    store.close();
  });
});

it('weighs the media that were there before it could', async () => {
  const indexedDB = new IDBFactory();
  const before = await openAccountStore(me, { indexedDB, name: ownName });
  before.close();
  const { accountMigrations } = await import('../../src/storage/migrations/versions.ts');
  const { accountMediaUse } = await import('../../src/storage/migrations/account-005-media-use.ts');
  const version = accountMigrations.indexOf(accountMediaUse);
  const old = new IDBFactory();
  await new Promise<void>((resolve, reject) => {
    const request = old.open(`pollen-${ownName}`, version);
    request.addEventListener('upgradeneeded', () => {
      for (const migration of accountMigrations.slice(0, version)) {
        if (request.transaction !== null) migration(request.result, request.transaction);
      }
    });
    request.addEventListener('error', () => reject(request.error));
    request.addEventListener('success', () => {
      const transaction = request.result.transaction('media', 'readwrite');
      for (const record of [picture('mine', 10, true), picture('theirs', 30)]) transaction.objectStore('media').put(record);
      transaction.addEventListener('complete', () => {
        request.result.close();
        resolve();
      });
    });
  });
  const store = await openAccountStore(me, { indexedDB: old, name: ownName });
  expect(await store.room.measure()).toMatchObject({ ownMedia: 10, othersMedia: 30 });
  expect(await store.room.free(1_000)).toBe(30);
  store.close();
});
