import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import type { RemotePage } from '../../protocol/fediverse/reading.ts';
import type { PersonRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { takeIn } from './take-in.ts';

const me = createSeedSigner(new Uint8Array(32).fill(1)).did;
const eve = 'https://social.example/users/eve' as ObjectId;
const id = `${eve}/statuses/1` as ObjectId;
const nowMs = Date.UTC(2026, 10, 22);

const post = (more: Partial<PostRecord> = {}): PostRecord => ({
  id,
  author: eve,
  atMs: nowMs - 1000,
  updatedMs: nowMs - 1000,
  home: 0,
  object: { id, type: 'Note', likes: { type: 'Collection', totalItems: 1 } },
  content: ['hello'],
  provenance: { type: 'host', host: 'social.example' },
  ...more,
});
const person = (more: Partial<PersonRecord> = {}): PersonRecord => ({
  id: eve,
  actor: { id: eve, type: 'Person', attachment: [{ type: 'PropertyValue', name: 'Web', value: ['eve.example'] }] },
  name: 'Eve',
  username: 'Eve@example',
  summary: ['about Eve'],
  updatedMs: nowMs,
  provenance: { type: 'host', host: 'social.example' },
  ...more,
});

describe('taking in what a server says', () => {
  let store: AccountStore;
  let changes: string[];
  beforeEach(async () => {
    store = await openAccountStore(me, { indexedDB: new IDBFactory() });
    changes = [];
    store.onChange((topics) => changes.push(...topics));
  });

  const take = async (posts: readonly PostRecord[], people: readonly PersonRecord[] = [], home?: ObjectId) => {
    const page: RemotePage = { posts, people, parents: [], references: [], refused: 0 };
    const added = await takeIn(store, page, { nowMs, home });
    await Promise.resolve();
    return added;
  };
  const content = async () => (await store.post(id))?.content;

  it('writes nothing when only counts have changed', async () => {
    expect(await take([post()], [person()], eve)).toEqual([id]);
    changes = [];
    const liked = post({ object: { ...post().object, likes: { type: 'Collection', totalItems: 9 } } });
    expect(await take([liked], [person({ updatedMs: nowMs + 1 })], eve)).toEqual([]);
    expect(changes).toEqual([]);
  });

  it('takes edits without a date, polls that went on, and no older copies', async () => {
    await take([post({ updatedMs: nowMs })]);
    await take([post({ updatedMs: nowMs, content: ['edited silently'] })]);
    expect(await content()).toEqual(['edited silently']);
    await take([post({ updatedMs: nowMs - 60_000, content: ['an old copy'] })]);
    expect(await content()).toEqual(['edited silently']);
  });

  it('lets a server correct what others said of its people, and no other server correct it', async () => {
    const told = { provenance: { type: 'host', host: 'evil.example' } as const };
    await take([post({ ...told, content: ['forged'], updatedMs: nowMs + 1_000_000 })]);
    expect(await content()).toEqual(['forged']);
    await take([post()]);
    expect(await content()).toEqual(['hello']);
    await take([post({ ...told, content: ['forged again'], updatedMs: nowMs + 2_000_000 })]);
    expect(await content()).toEqual(['hello']);
    expect((await store.post(id))?.provenance).toEqual({ type: 'host', host: 'social.example' });
  });

  it('never writes under the ids of accounts that sign, nor over posts of another author', async () => {
    const signed = `ap://${me}/o/22222222222aa` as ObjectId;
    expect(await take([post({ id: signed })], [person({ id: me })])).toEqual([]);
    expect(await store.post(signed)).toBeUndefined();
    expect(await store.person(me)).toBeUndefined();
    await take([post()]);
    await take([post({ author: `${eve}2` as ObjectId, content: ['not hers'] })]);
    expect(await content()).toEqual(['hello']);
  });

  it('learns from a thread what a post answers, and brings posts of the followed home', async () => {
    await take([post()]);
    expect((await store.home({ limit: 5 })).length).toBe(0);
    const parent = `${eve}/statuses/0` as ObjectId;
    await take([post({ inReplyTo: parent, provenance: { type: 'host', host: 'other.example' } })]);
    expect((await store.replies(parent)).map((reply) => reply.content)).toEqual([['hello']]);
    await take([post()], [], eve);
    expect(await store.home({ limit: 5 })).toMatchObject([{ id, inReplyTo: parent }]);
  });

  it('keeps what is known of somebody of whom less is said beside a post', async () => {
    await take([], [person()]);
    const short = person({
      actor: { id: eve, type: 'Person' },
      summary: [],
      username: 'eve@social.example',
      name: 'Eve 2',
      updatedMs: nowMs + 5,
    });
    await take([], [short]);
    expect(await store.person(eve)).toMatchObject({
      name: 'Eve 2',
      username: 'Eve@example',
      summary: ['about Eve'],
      actor: { attachment: [{ name: 'Web' }] },
    });
    await take([], [person({ name: 'Fake', updatedMs: 1, provenance: { type: 'host', host: 'evil.example' } })]);
    expect((await store.person(eve))?.name).toBe('Eve 2');
  });

  it('takes no more than it can use of an endless answer', async () => {
    const many = Array.from({ length: 1_000 }, (_, place) => post({ id: `${eve}/statuses/${place}` as ObjectId }));
    expect((await take(many)).length).toBe(200);
  });
});
