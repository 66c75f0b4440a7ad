import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AcctUri, CanonicalId, ObjectId, Did } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { DraftRecord, PersonRecord, PostRecord } from '../../protocol/ports/records.ts';
import { setModeration } from '../relations-commands.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';

const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });

const bob = createFakeWorld(openStore, 2).signer.did;
const bobPost = `ap://${bob}/o/ab/c/d/abcd234567abc.jsonld` as CanonicalId;

function draft(text: string, more: Partial<DraftRecord> = {}): DraftRecord {
  return { id: `draft ${text}`, text, warning: '', language: 'en', audience: 'public', attachments: [], savedAtMs: 0, ...more };
}

function person(username: string, id = bob): PersonRecord {
  return { id, actor: {}, name: username, username, summary: [], updatedMs: 0, provenance: { type: 'signed' } };
}

describe('whom a post addresses', () => {
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

  it('answers: bare id, mention of the author, addressed to them', async () => {
    await ada.store.ingest({
      posts: [],
      deletedPosts: [],
      reactions: [],
      undone: [],
      notifications: [],
      person: person('bob'),
    });
    const id = await post('I agree', { inReplyTo: bobPost });
    expect(await objectOf(id)).toMatchObject({
      inReplyTo: bobPost,
      tag: [{ type: 'Mention', name: '@bob', href: `ap://${bob}/actor.jsonld` }],
      cc: [`ap://${bob}/actor.jsonld`],
    });
  });

  it('addresses everybody who is part of the conversation, once, and nobody when one goes on oneself', async () => {
    const [kim, lea] = [3, 4].map((byte) => createFakeWorld(openStore, byte).signer.did) as [Did, Did];
    const actorOf = (did: Did): string => `ap://${did}/actor.jsonld`;
    const cc = [
      'https://www.w3.org/ns/activitystreams#Public',
      actorOf(kim),
      actorOf(ada.store.did),
      'https://example.com/followers',
    ];
    await ada.store.ingest({
      posts: [
        {
          id: bobPost,
          author: bob,
          atMs: 1,
          updatedMs: 1,
          home: 0,
          inReplyTo: `ap://${lea}/o/3n/2/v/3n2v5kfvls223.jsonld` as ObjectId,
          object: { type: 'Note', cc },
          content: [],
          provenance: { type: 'signed' },
        },
      ],
      deletedPosts: [],
      reactions: [],
      undone: [],
      notifications: [],
    });
    const id = await post('I agree', { inReplyTo: bobPost });
    expect((await objectOf(id))?.['cc']).toEqual([bob, lea, kim].map(actorOf));
    expect((await objectOf(id))?.['tag']).toHaveLength(1);
    expect((await objectOf(await post('and more', { inReplyTo: id })))?.['cc']).toEqual([]);
    await setModeration(ada.store, 'block', kim, true, 1);
    expect((await objectOf(await post('Not to Kim', { inReplyTo: bobPost })))?.['cc']).toEqual([bob, lea].map(actorOf));
  });

  it('mentions people whom one follows by name, and anybody by address; an ambiguous name mentions nobody', async () => {
    const others = [3, 4].map((byte) => createFakeWorld(openStore, byte).signer.did);
    for (const did of [bob, ...others]) {
      await ada.store.putFollow({ did, name: didToIpnsName(did), stampMs: 1, removed: false, via: [], coHost: false });
      const known = person(did === bob ? 'Bob' : 'twin', did);
      await ada.store.ingest({ posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [], person: known });
    }
    const far = createFakeWorld(openStore, 9).signer.did;
    const id = await post(`@bob and @twin and @nobody, see @${didToIpnsName(far)}`);
    expect((await objectOf(id))?.['cc']).toEqual([`ap://${bob}/actor.jsonld`, `ap://${far}/actor.jsonld`]);
  });

  it('mentions whom somebody chose while writing, also after an edit, and before a namesake', async () => {
    const [far, follows] = [8, 7].map((byte) => createFakeWorld(openStore, byte).signer.did);
    if (far === undefined || follows === undefined) throw new Error('no people');
    const name = didToIpnsName(follows);
    await ada.store.putFollow({ did: follows, name, stampMs: 1, removed: false, via: [], coHost: false });
    const known = person('kim', follows);
    await ada.store.ingest({ posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [], person: known });
    const cc = async (id: CanonicalId) => (await objectOf(id))?.['cc'];
    const id = await post('hello @kim', { mentions: [{ text: '@kim', id: far }] });
    expect(await cc(id)).toEqual([`ap://${far}/actor.jsonld`]);
    await post('hello again, @kim', { edits: id });
    expect(await cc(id)).toEqual([`ap://${far}/actor.jsonld`]);
    await post('hello, nobody', { edits: id });
    expect(await cc(id)).toEqual([]);
    expect(await cc(await post('hello @kim'))).toEqual([`ap://${follows}/actor.jsonld`]);
  });

  it('mentions people on servers by their whole address, with their id, and answers them with bare ids', async () => {
    const eve = 'https://social.example/users/eve' as ObjectId;
    const known = {
      ...person('eve@social.example', eve as unknown as Did),
      provenance: { type: 'host', host: 'social.example' } as const,
    };
    const hers: PostRecord = {
      id: `${eve}/statuses/1` as ObjectId,
      author: eve,
      atMs: 1,
      updatedMs: 1,
      home: 0,
      object: { id: `${eve}/statuses/1`, type: 'Note' },
      content: ['hello'],
      provenance: { type: 'host', host: 'social.example' },
    };
    await ada.store.ingest({ posts: [hers], deletedPosts: [], reactions: [], undone: [], notifications: [], person: known });
    await ada.store.remote.putReadStates([
      {
        id: eve,
        acct: 'acct:eve@social.example' as AcctUri,
        way: 'mastodon',
        source: 'https://social.example',
        state: 'new',
        lastTriedMs: 0,
        lastReadMs: 0,
        notBeforeMs: 0,
        failures: 0,
      },
    ]);
    const mention = { type: 'Mention', name: '@Eve@social.example', href: eve };
    expect(await objectOf(await post('hello @Eve@social.example, mail a@social.example'))).toMatchObject({
      tag: [mention],
      cc: [eve],
    });
    expect(await objectOf(await post('yes', { inReplyTo: hers.id }))).toMatchObject({
      inReplyTo: hers.id,
      tag: [{ type: 'Mention', name: '@eve@social.example', href: eve }],
    });
    expect(await objectOf(await post('@nobody@social.example?'))).not.toHaveProperty('tag');
    await ada.author.setLike(hers.id, true);
    await ada.author.setBoost(hers.id, true);
    const said = (await ada.store.outboxFor(hers.id)).map(({ activity }) => [activity['type'], activity['object']]);
    expect(said).toEqual([
      ['Like', hers.id],
      ['Announce', hers.id],
    ]);
  });
});
