import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CanonicalId, ObjectId, Did } from '../../protocol/brand.ts';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import { checkActivity } from '../../protocol/activity-streams/check.ts';
import { serialize } from '../../protocol/proof/proof.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { createAuthorService } from './author-service.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';

const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });

const bob = createFakeWorld(openStore, 2).signer.did;
const bobPost = `ap://${bob}/o/ab/c/d/abcd234567abc.jsonld` as CanonicalId;

function draft(text: string, more: Partial<DraftRecord> = {}): DraftRecord {
  return { id: `draft ${text}`, text, warning: '', language: 'en', audience: 'public', attachments: [], savedAtMs: 0, ...more };
}

describe('createPosting', () => {
  let world: FakeWorld;
  let ada: FakeDevice;

  beforeEach(async () => {
    world = createFakeWorld(openStore);
    ada = await createFakeDevice(world);
  });

  async function post(text: string, more: Partial<DraftRecord> = {}): Promise<CanonicalId> {
    const posted = await ada.author.post(draft(text, more));
    if (!posted.ok) throw new Error(posted.error.type);
    return posted.value.id;
  }

  async function objectOf(id: CanonicalId) {
    return (await ada.store.post(id))?.object;
  }

  it('stores a signed Create with a signed Note, shows it at home, and drops the draft', async () => {
    await ada.store.putDraft(draft('hello #world'));
    const id = await post('hello #world', { warning: 'cheerful', audience: 'unlisted' });
    expect(await ada.store.drafts()).toEqual([]);
    const [record] = await ada.store.outboxFor(id);
    if (!record) throw new Error('not in the outbox');
    expect((await checkActivity(serialize(record.activity), ada.store.did, ada.dependencies.verifier)).ok).toBe(true);
    expect(record).toMatchObject({ type: 'Create', state: 'waiting', notBeforeMs: world.nowMs + 5000 });
    expect(await objectOf(id)).toMatchObject({
      type: 'Note',
      to: [],
      cc: ['https://www.w3.org/ns/activitystreams#Public'],
      summary: 'cheerful',
      sensitive: true,
      contentMap: { en: '<p>hello #world</p>' },
      tag: [{ type: 'Hashtag', name: '#world' }],
    });
    expect(await ada.store.home({ limit: 5 })).toMatchObject([{ id, home: 1, author: ada.store.did }]);
  });

  it('refuses what is empty or too long', async () => {
    expect(await ada.author.post(draft(' \n '))).toEqual({ ok: false, error: { type: 'empty' } });
    expect(await ada.author.post(draft('x'.repeat(5001)))).toEqual({ ok: false, error: { type: 'too-long', limit: 5000 } });
    expect((await ada.author.post(draft('👍🏽'.repeat(5000)))).ok).toBe(true);
    expect((await ada.author.post(draft(`x${'\u0301'.repeat(50_000)}`))).ok).toBe(false);
  });

  it('posts half an emoji as something that can be signed', async () => {
    const id = await post('broken \ud83d emoji');
    expect(await objectOf(id)).toMatchObject({ content: '<p>broken \ufffd emoji</p>' });
  });

  it('reports a full disk and keeps the draft', async () => {
    await ada.store.putDraft(draft('hello'));
    const full = { ...ada.store, addOwn: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
    const author = createAuthorService({ ...ada.dependencies, store: full });
    expect(await author.post(draft('hello'))).toEqual({ ok: false, error: { type: 'storage-full' } });
    expect(await ada.store.drafts()).toHaveLength(1);
  });

  it('takes a post back inside the undo window and gives its draft back', async () => {
    const written = draft('oops', { warning: 'w' });
    const posted = await ada.author.post(written);
    const id = posted.ok ? posted.value.id : bobPost;
    world.nowMs += 4000;
    expect(await ada.author.undoPost(id)).toEqual(written);
    expect(await ada.store.post(id)).toBeUndefined();
    expect(await ada.store.outboxCount()).toBe(0);
    expect(await ada.store.drafts()).toMatchObject([{ text: 'oops' }]);
    expect(await ada.author.undoPost(id)).toBe(false);
  });

  it('takes it back after a reload as well', async () => {
    const id = await post('oops\n\nagain', { attachments: [], audience: 'unlisted' });
    const reloaded = createAuthorService(ada.dependencies);
    expect(await reloaded.undoPost(id)).toMatchObject({ text: 'oopsagain', language: 'en', audience: 'unlisted' });
  });

  it('does not take back what may have left', async () => {
    const id = await post('gone');
    world.nowMs += 4900;
    expect(await ada.author.undoPost(id)).toBe(false);
    expect(await ada.store.drafts()).toEqual([]);
    expect(await ada.store.post(id)).toBeDefined();
    expect(await ada.author.undoPost(bobPost)).toBe(false);
  });

  it('takes back an edit together with its post', async () => {
    const id = await post('first');
    await post('second', { edits: id });
    expect(await ada.author.undoPost(id)).toMatchObject({ text: 'first' });
    expect(await ada.store.outboxCount()).toBe(0);
  });

  it('edits: same id and date, a later `updated` even within the same second, and after its post', async () => {
    const id = await post('first', { inReplyTo: bobPost });
    const before = await objectOf(id);
    await post('second', { edits: id, audience: 'public' });
    const after = await objectOf(id);
    expect(after).toMatchObject({ id, published: before?.['published'], inReplyTo: bobPost, content: '<p>second</p>' });
    expect(String(after?.['updated']) > String(before?.['published'])).toBe(true);
    const [create, update] = await ada.store.outboxFor(id);
    expect(update?.notBeforeMs).toBe(create?.notBeforeMs);
    expect(await ada.author.post(draft('not mine', { edits: bobPost }))).toMatchObject({ ok: false });
  });

  it('deletes inside the undo window as if it had never been, later with a Delete', async () => {
    const early = await post('early');
    await ada.author.deletePost(early);
    expect(await ada.store.outboxCount()).toBe(0);
    const late = await post('late');
    world.nowMs += 6000;
    await ada.author.deletePost(late);
    await ada.author.deletePost(late);
    expect((await ada.store.outboxRange(undefined, 9)).map(({ type }) => type)).toEqual(['Create', 'Delete']);
    expect(await ada.store.home({ limit: 5 })).toEqual([]);
  });

  it('likes and boosts once, and takes both back', async () => {
    const id = 'https://elsewhere.example/notes/1' as ObjectId;
    const types = async () => (await ada.store.outboxRange(undefined, 99)).map(({ type }) => type);
    await ada.author.setLike(id, false);
    await ada.author.setLike(id, true);
    await ada.author.setLike(id, true);
    await ada.author.setBoost(id, true);
    expect(await types()).toEqual(['Like', 'Announce']);
    expect((await ada.store.reactions(id)).map(({ type }) => type).toSorted()).toEqual(['boost', 'like']);
    expect(await ada.store.home({ limit: 5 })).toMatchObject([{ boostOf: id }]);
    await ada.author.setLike(id, false);
    await ada.author.setBoost(id, false);
    expect(await types()).toEqual(['Like', 'Announce', 'Undo', 'Undo']);
    expect(await ada.store.reactions(id)).toEqual([]);
    expect(await ada.store.home({ limit: 5 })).toEqual([]);
    await ada.author.setLike(id, true);
    expect(await ada.store.reactions(id)).toHaveLength(1);
  });

  it('changes the profile here and in the outbox; each actor document is newer than the one before', async () => {
    await ada.publisher.flush();
    const change = (name: string) => ada.author.updateProfile({ name, username: 'ada', bio: 'I write\nprograms', icon: 'keep' });
    expect(await change('Ada L.')).toEqual({ ok: true, value: undefined });
    expect(await change('Ada K.')).toEqual({ ok: true, value: undefined });
    expect(await ada.store.profile()).toMatchObject({ name: 'Ada K.', bio: 'I write\nprograms' });
    expect(await ada.store.person(ada.store.did)).toMatchObject({ name: 'Ada K.' });
    const updates = (await ada.store.outboxRange(undefined, 9)).map(
      ({ activity }) => (activity['object'] as { updated: string }).updated,
    );
    expect(updates).toHaveLength(2);
    expect(updates[1] && updates[0] && updates[1] > updates[0]).toBe(true);
    expect(await ada.author.updateProfile({ name: 'x', username: 'no spaces', bio: '', icon: 'keep' })).toEqual({
      ok: false,
      error: { type: 'bad-username' },
    });
  });

  it('publishes the actor again when other gateways are used, and only https ones', async () => {
    let gateways = ['http://localhost:8787'];
    const author = createAuthorService({ ...ada.dependencies, gateways: () => gateways });
    await ada.publisher.flush();
    await author.refreshGateways();
    expect(await ada.store.outboxCount()).toBe(0);
    gateways = ['http://localhost:8787', 'https://gateway.example'];
    await author.refreshGateways();
    const [update] = await ada.store.outboxRange(undefined, 9);
    expect(update?.activity['object']).toMatchObject({ gateways: ['https://gateway.example'] });
  });
});
