import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CanonicalId, Did, ObjectId } from '../../protocol/brand.ts';
import type { DraftRecord, PostRecord } from '../../protocol/ports/records.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice } from '../testing/fake-world.ts';
import { loadPostViews, type ViewParts } from '../views/load-posts.ts';
import { createRelationsCache } from '../views/relations.ts';
import { threadView } from '../views/thread.ts';
import type { PostView } from '../views/view-types.ts';
import { createReadingDesk } from './reading-desk.ts';

const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });
const host = 'https://other.example';
const bob = `${host}/users/bob` as ObjectId;

function said(name: string, atMs: number, more: Partial<PostRecord> = {}): PostRecord {
  const id = `${host}/users/bob/statuses/${name}` as ObjectId;
  return {
    id,
    author: bob,
    atMs,
    updatedMs: atMs,
    home: 1,
    object: { id, type: 'Note', to: ['https://www.w3.org/ns/activitystreams#Public'] },
    content: [{ tag: 'p', children: [name] }],
    provenance: { type: 'host', host: 'other.example' },
    ...more,
  };
}

describe('reading', () => {
  let ada: FakeDevice;
  let parts: ViewParts;
  const nowMs = (): number => 10_000_000;

  beforeEach(async () => {
    ada = await createFakeDevice(createFakeWorld(openStore));
    const { store } = ada;
    parts = {
      store,
      relations: createRelationsCache(store),
      appBase: 'https://app.example/',
      gateways: () => [],
      reach: () => ({ people: 0, gateways: [], fresh: [] }),
      nowMs,
    };
  });

  const desk = () => createReadingDesk({ store: ada.store, views: parts, remote: { fetchPost: async () => false } as never });
  const ingest = (...posts: readonly PostRecord[]) =>
    ada.store.ingest({ posts, deletedPosts: [], reactions: [], undone: [], notifications: [] });

  async function post(text: string, more: Partial<DraftRecord> = {}): Promise<CanonicalId> {
    const blank = { id: text, text, warning: '', language: 'en', audience: 'public', attachments: [], savedAtMs: 0 } as const;
    const posted = await ada.author.post({ ...blank, ...more });
    if (!posted.ok) throw new Error(posted.error.type);
    return posted.value.id;
  }

  async function view(id: ObjectId): Promise<PostView | undefined> {
    const record = await ada.store.post(id);
    return record && (await loadPostViews(parts, [record]))[0];
  }

  it('publishes a quote in every form that readers know, and shows it as a card', async () => {
    await ingest(said('1', 5));
    const id = await post('Just so.', { quotes: said('1', 5).id });
    const object = (await ada.store.post(id))?.object;
    expect(object).toMatchObject({ quote: said('1', 5).id, quoteUrl: said('1', 5).id });
    expect(JSON.stringify(object?.['tag'])).toContain('_misskey_quote');
    expect(object?.['content']).toMatch(/^<p>Just so\.<\/p><p>RE: <a href="https:.*statuses\/1"/);
    expect((await view(id))?.quote?.post?.text).toBe('1');
  });

  it('keeps the quote of a post that is edited, once', async () => {
    await ingest(said('1', 5));
    const id = await post('Just so.', { quotes: said('1', 5).id });
    await post('Just so!', { edits: id });
    expect(String((await ada.store.post(id))?.object['content']).match(/RE: /g)).toHaveLength(1);
    expect(await view(id)).toMatchObject({ quote: { id: said('1', 5).id } });
  });

  it('says why a quoted post is not shown', async () => {
    const quoting = (name: string, quotes: ObjectId) => said(name, 9, { quotes });
    await ingest(said('1', 5), quoting('2', said('1', 5).id), quoting('3', `${host}/gone` as ObjectId));
    expect((await view(said('3', 9).id))?.quote).toMatchObject({ lacks: 'unknown' });
    await ada.store.ingest({
      posts: [],
      deletedPosts: [{ id: said('1', 5).id, author: bob, atMs: 20 }],
      reactions: [],
      undone: [],
      notifications: [],
    });
    expect((await view(said('2', 9).id))?.quote).toMatchObject({ lacks: 'deleted' });
  });

  it('shows the versions of a post, the newest first', async () => {
    const id = await post('One.', { warning: 'numbers' });
    await post('Two.', { edits: id });
    const versions = await desk().versions(id);
    expect(versions.map(({ content, warning }) => [JSON.stringify(content).includes('Two'), warning])).toEqual([
      [true, undefined],
      [false, 'numbers'],
    ]);
    expect(await desk().versions('ap://nothing' as ObjectId)).toEqual([]);
  });

  it('counts answers that the server knows and this device does not', async () => {
    const counted = said('1', 5);
    await ingest({ ...counted, object: { ...counted.object, replies: { type: 'Collection', totalItems: 3 } } });
    await ingest(said('2', 6, { inReplyTo: counted.id }));
    expect(await threadView(parts, counted.id)).toMatchObject({ missing: 2, replies: [{ depth: 1, missing: 0 }], isCut: false });
  });

  it('gathers what came after a moment, and can be stopped', async () => {
    await ingest(...Array.from({ length: 250 }, (_, index) => said(`p${index}`, 1000 + index)));
    const { posts, isCut, sinceMs } = await desk().catchUp(1099);
    expect([posts.length, isCut, sinceMs]).toEqual([150, false, 1099]);
    expect(posts[0]?.post.text).toBe('p249');
    await expect(desk().catchUp(0, { signal: AbortSignal.abort(new Error('left')) })).rejects.toThrow('left');
  });
});
