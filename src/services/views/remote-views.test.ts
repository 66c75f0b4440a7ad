import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AcctUri, ObjectId } from '../../protocol/brand.ts';
import type { FollowOptions } from '../../protocol/ports/fediverse.ts';
import type { PersonRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, IngestBatch } from '../../protocol/ports/store.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { newHost, saveHosts } from '../hosts/host-memory.ts';
import { createReadings } from './readings.ts';
import type { Readings } from './readings.ts';
import { createRelationsCache } from './relations.ts';

const me = createSeedSigner(new Uint8Array(32).fill(1)).did;
const rosa = 'https://social.example/users/rosa' as ObjectId;
const tom = 'https://other.example/users/tom' as ObjectId;

const person = (id: ObjectId, username: string, actor: PersonRecord['actor'] = {}): PersonRecord => ({
  id,
  actor: { id, type: 'Person', ...actor },
  name: username.split('@')[0] ?? '',
  username,
  summary: [],
  updatedMs: 1,
  provenance: { type: 'host', host: new URL(id).host },
});

const note = (author: ObjectId, name: string, atMs: number, more: Partial<PostRecord> = {}): PostRecord => ({
  id: `${author}/statuses/${name}` as ObjectId,
  author,
  atMs,
  updatedMs: atMs,
  home: 1,
  object: { type: 'Note', to: ['https://www.w3.org/ns/activitystreams#Public'] },
  content: [{ tag: 'p', children: [name] }],
  provenance: { type: 'host', host: new URL(author).host },
  ...more,
});

const inLanguage = (code: string): Partial<PostRecord> => ({ object: { type: 'Note', contentMap: { [code]: '' } } });

/** Also on a busy machine. */
const poll = <T>(look: () => T) => expect.poll(look, { timeout: 10_000 });

describe('people on servers, as screens see them', () => {
  let store: AccountStore;
  let read: Readings;

  beforeEach(async () => {
    store = await openAccountStore(me, { indexedDB: new IDBFactory() });
    read = createReadings({
      store,
      relations: createRelationsCache(store),
      appBase: 'https://app.example/',
      gateways: () => [],
      reach: () => ({ people: 0, gateways: [], fresh: [] }),
      nowMs: () => 1_000_000,
    });
  });

  const ingest = (posts: readonly PostRecord[], more: Partial<IngestBatch> = {}) =>
    store.ingest({ posts, deletedPosts: [], reactions: [], undone: [], notifications: [], ...more });
  const follow = (id: ObjectId, options: Partial<FollowOptions> = {}) =>
    store.remote.putFollows([
      {
        id,
        acct: 'acct:rosa@social.example' as AcctUri,
        options: { showBoosts: true, notify: false, languages: [], ...options },
        stampMs: 1,
        removed: false,
      },
    ]);
  const texts = async () => (await read.home({ limit: 20 })).items.map((item) => item.text);

  it('shows polls, emoji, original pages and rows of profiles', async () => {
    const icon = { type: 'Image', url: 'https://social.example/blob.png' };
    const tag = [{ type: 'Emoji', name: ':blob:', icon }];
    const attachment = [{ type: 'PropertyValue', name: 'Web', value: ['rosa.example'] }];
    const url = 'https://social.example/@rosa';
    await ingest([], { person: person(rosa, 'rosa@social.example', { tag, attachment, url, manuallyApprovesFollowers: true }) });
    const choice = (name: string, votes: number) => ({ type: 'Note', name, replies: { type: 'Collection', totalItems: votes } });
    const object = {
      id: `${rosa}/statuses/poll`,
      type: 'Question',
      url: `${url}/1`,
      tag,
      oneOf: [choice('tea', 3), choice('coffee', 0)],
      endTime: '2026-01-02T00:00:00Z',
      votersCount: 3,
    };
    await ingest([note(rosa, 'poll', 2, { object })]);
    await follow(rosa, { notify: true });
    const [shown] = (await read.home({ limit: 5 })).items;
    expect(shown).toMatchObject({
      author: { followed: true, options: { notify: true }, emoji: { blob: icon.url }, remote: { acct: 'rosa@social.example' } },
      emoji: { blob: icon.url },
      originalUrl: `${url}/1`,
      poll: {
        options: [
          { title: 'tea', votes: 3 },
          { title: 'coffee', votes: 0 },
        ],
        isMultiple: false,
        endsMs: Date.UTC(2026, 0, 2),
        voters: 3,
      },
    });
    expect((await read.following())[0]?.remote).toMatchObject({
      url,
      approves: true,
      fields: [{ name: 'Web', value: ['rosa.example'] }],
    });
    expect((await read.person(rosa)).sync).toBeUndefined();
    const some = await read.someFollowed(1);
    expect([some.total, some.people.map(({ id }) => id)]).toEqual([(await read.following()).length, [rosa]]);
  });

  it('leaves out boosts and languages that one does not want of somebody, in the home timeline only', async () => {
    await ingest([
      note(rosa, 'english', 1, inLanguage('en-GB')),
      note(rosa, 'german', 2, inLanguage('de')),
      note(rosa, 'unsaid', 3),
      note(tom, 'boosted', 4, { home: 0 }),
      note(rosa, 'boost', 5, { boostOf: `${tom}/statuses/boosted` as ObjectId, content: [] }),
    ]);
    await follow(rosa);
    expect(await texts()).toEqual(['boosted', 'unsaid', 'german', 'english']);
    await store.remote.putFollows([
      { ...(await store.remote.follows())[0]!, stampMs: 2, options: { showBoosts: false, notify: false, languages: ['en'] } },
    ]);
    await poll(texts).toEqual(['unsaid', 'english']);
    expect((await read.profileTimeline(rosa, { limit: 20 })).items).toHaveLength(4);
  });

  it('leaves out what is said to people whom nobody here follows, and keeps threads, answers to me and to people one follows', async () => {
    const said = (name: string, atMs: number, mentions: readonly string[], inReplyTo?: string): PostRecord =>
      note(tom, name, atMs, {
        object: {
          type: 'Note',
          tag: mentions.map((mention) => ({ type: 'Mention', name: mention })),
          // The interface names the parent by a number of its own.
          ...(inReplyTo === undefined && name !== 'hello' && { api: { parentKey: '7' } }),
        },
        ...(inReplyTo !== undefined && { inReplyTo: inReplyTo as ObjectId }),
      });
    await ingest([
      said('hello', 1, ['@stranger@third.example']),
      said('aside', 2, ['@stranger@third.example'], 'https://third.example/1'),
      said('neighbour', 3, ['@stranger']),
      said('thread', 4, [], `${tom}/statuses/hello`),
      said('to Rosa', 5, ['@stranger@third.example', '@Rosa@social.example']),
      said('to me', 6, ['@me@gateway.example'], `ap://${me}/o/1`),
    ]);
    await follow(rosa);
    expect(await texts()).toEqual(['to me', 'to Rosa', 'thread', 'hello']);
    expect((await read.profileTimeline(tom, { limit: 20 })).items).toHaveLength(6);
  });

  it('hides whoever is blocked by address or by host, and hears muted people where the mute says so', async () => {
    await ingest([note(rosa, 'a', 1)], { person: person(rosa, 'rosa@social.example') });
    const notification = {
      id: 'n',
      type: 'mention' as const,
      actor: tom,
      objectId: `${tom}/statuses/b` as ObjectId,
      atMs: 3,
      read: false,
    };
    await ingest([note(tom, 'b', 2)], { person: person(tom, 'Tom@example.com'), notifications: [notification] });
    const set = (target: string, kind: 'block' | 'mute', removed: boolean, stampMs: number, hidesNotifications?: boolean) =>
      store.putModeration({
        target: target as ObjectId,
        kind,
        removed,
        stampMs,
        ...(hidesNotifications !== undefined && { hidesNotifications }),
      });
    const told = async () => (await read.notifications({ limit: 5 })).items.map(({ post }) => post?.text);
    await set('acct:tom@example.com', 'block', false, 1);
    await poll(texts).toEqual(['a']);
    expect(await told()).toEqual([]);
    await set('acct:tom@example.com', 'block', true, 2);
    await poll(texts).toEqual(['b', 'a']);
    for (const host of ['https://other.example', 'https://example.com']) {
      await set(host, 'block', false, 3);
      await poll(texts).toEqual(['a']);
      expect((await read.person(tom)).blocked).toBe(true);
      await set(host, 'block', true, 4);
      await poll(texts).toEqual(['b', 'a']);
    }
    await set(tom, 'mute', false, 5, false);
    await poll(texts).toEqual(['a']);
    expect(await told()).toEqual(['b']);
    await set(tom, 'mute', false, 6);
    await poll(told).toEqual([]);
  });

  it('knows which servers read this account', async () => {
    await saveHosts(
      store,
      new Map([
        ['https://social.example', { ...newHost, askedMs: 1 }],
        ['https://down.example', { ...newHost, failures: 2 }],
      ]),
    );
    expect(await Promise.all(['social.example', 'down.example', 'other.example'].map((host) => read.isReadBy(host)))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
