import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CanonicalId, Did } from '../../protocol/brand.ts';
import type { DraftRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { createAuthorService } from './author-service.ts';
import { draftAfter, partsOfDraft } from './draft-parts.ts';

const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });

const thread: DraftRecord = {
  id: 'thread',
  text: 'one',
  warning: 'Long',
  language: 'en',
  audience: 'unlisted',
  attachments: [],
  savedAtMs: 0,
  more: [
    { key: 'a', text: 'two', attachments: [] },
    { key: 'b', text: 'three', attachments: [], poll: { options: ['x', 'y'], isMultiple: false, minutes: 60 } },
  ],
};

describe('threads', () => {
  let world: FakeWorld;
  let ada: FakeDevice;

  beforeEach(async () => {
    world = createFakeWorld(openStore);
    ada = await createFakeDevice(world);
    await ada.store.putDraft(thread);
  });

  /** Own posts, oldest first, as words and what they answer. */
  async function posts(): Promise<PostRecord[]> {
    return (await ada.store.byAuthor(ada.store.did, { limit: 50 })).toReversed();
  }
  const words = async () => (await posts()).map(({ object }) => String(object['content']).replaceAll(/<[^>]+>/g, ''));

  async function post(draft = thread, store: AccountStore = ada.store) {
    return createAuthorService({ ...ada.dependencies, store }).post(draft);
  }

  it('go out in order, each an answer to the one before, and leave together', async () => {
    const posted = await post();
    expect(posted.ok).toBe(true);
    expect(await words()).toEqual(['one', 'two', 'three']);
    const [one, two, three] = await posts();
    expect([two?.inReplyTo, three?.inReplyTo]).toEqual([one?.id, two?.id]);
    expect(one?.inReplyTo).toBeUndefined();
    expect(three?.object).toMatchObject({ type: 'Question', summary: 'Long', to: [] });
    const waiting = await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER);
    expect(new Set(waiting.map(({ notBeforeMs }) => notBeforeMs)).size).toBe(1);
    expect(waiting.map(({ rkey }) => rkey)).toEqual(waiting.map(({ rkey }) => rkey).toSorted());
    expect(await ada.store.drafts()).toEqual([]);
  });

  it('are refused as a whole when one post says nothing', async () => {
    expect(await post({ ...thread, more: [{ key: 'a', text: ' ', attachments: [] }] })).toEqual({
      ok: false,
      error: { type: 'empty' },
    });
    expect(await words()).toEqual([]);
  });

  it.each([0, 1, 2])('lose and double nothing when the device is full after %i posts', async (room) => {
    let added = 0;
    const full: AccountStore = {
      ...ada.store,
      addOwn: (...entry) =>
        added++ < room ? ada.store.addOwn(...entry) : Promise.reject(new DOMException('full', 'QuotaExceededError')),
    };
    const outcome = await post(thread, full);
    const [rest] = await ada.store.drafts();
    expect(await words()).toEqual(['one', 'two', 'three'].slice(0, room));
    if (rest === undefined) throw new Error('the draft is lost');
    expect(partsOfDraft(rest).map(({ text }) => text)).toEqual(['one', 'two', 'three'].slice(room));
    expect(outcome).toMatchObject({ ok: false, error: { type: room === 0 ? 'storage-full' : 'partly' } });
    // Once there is room, what is left makes the same thread.
    world.nowMs += 1;
    expect((await post(rest)).ok).toBe(true);
    expect(await words()).toEqual(['one', 'two', 'three']);
    const [one, two, three] = await posts();
    expect([two?.inReplyTo, three?.inReplyTo]).toEqual([one?.id, two?.id]);
  });

  it.each([0, 1, 2])('lose and double nothing when the app is killed after %i posts', async (before) => {
    let added = 0;
    const killed: AccountStore = {
      ...ada.store,
      addOwn: (...entry) => (added++ < before ? ada.store.addOwn(...entry) : Promise.reject(new Error('killed'))),
    };
    await expect(post(thread, killed)).rejects.toThrow('killed');
    const [rest] = await ada.store.drafts();
    expect([...(await words()), ...partsOfDraft(rest ?? thread).map(({ text }) => text)]).toEqual(['one', 'two', 'three']);
  });

  it.each(['the same tab', 'another tab'])('are taken back as a whole, by any of their posts, in %s', async (tab) => {
    const author = createAuthorService(ada.dependencies);
    await author.post(thread);
    const [, second] = await posts();
    const undoing = tab === 'the same tab' ? author : createAuthorService(ada.dependencies);
    const draft = await undoing.undoPost(second?.id as CanonicalId);
    expect(draft && partsOfDraft(draft)).toMatchObject([
      { text: 'one', warning: 'Long', audience: 'unlisted' },
      { text: 'two' },
      { text: 'three', poll: { options: ['x', 'y'], isMultiple: false, minutes: 60 } },
    ]);
    expect(await words()).toEqual([]);
    expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]);
    expect(await ada.store.drafts()).toHaveLength(1);
  });

  it('do not take along what was posted at another time, and are not taken back when they have left', async () => {
    const author = createAuthorService(ada.dependencies);
    const first = await author.post({ ...thread, id: 'first', more: [] });
    if (!first.ok) throw new Error(first.error.type);
    world.nowMs += 1000;
    await author.post({ ...thread, id: 'answer', text: 'later', more: [], inReplyTo: first.value.id });
    await author.undoPost(first.value.id);
    expect(await words()).toEqual(['later']);
    world.nowMs += 60_000;
    const [later] = await posts();
    expect(await author.undoPost(later?.id as CanonicalId)).toBe(false);
    expect(await words()).toEqual(['later']);
  });

  it('are cut into what is left, however much has gone', () => {
    expect(partsOfDraft(draftAfter(thread, 1, thread.id as CanonicalId))).toMatchObject([
      { text: 'two', inReplyTo: 'thread' },
      { text: 'three' },
    ]);
    expect(partsOfDraft(draftAfter(thread, 2, thread.id as CanonicalId))).toMatchObject([{ text: 'three', inReplyTo: 'thread' }]);
  });
});
