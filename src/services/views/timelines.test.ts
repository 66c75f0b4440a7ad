import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { PersonRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, IngestBatch } from '../../protocol/ports/store.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { digestOfKey } from '../../protocol/succession/check-succession.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { setModeration } from '../relations-commands.ts';
import { createLaterReadings } from './later-readings.ts';
import type { ViewParts } from './load-posts.ts';
import { createRelationsCache } from './relations.ts';
import { threadView } from './thread.ts';
import { personTimeline } from './person-timeline.ts';
import { homeTimeline, isNews } from './timelines.ts';

const [me, ana, bo] = [1, 2, 3].map((seed) => createSeedSigner(new Uint8Array(32).fill(seed)).did) as [Did, Did, Did];
const idOf = (author: Did, name: string): ObjectId => `ap://${author}/o/${name}` as ObjectId;

function post(author: Did, name: string, atMs: number, more: Partial<PostRecord> = {}): PostRecord {
  return {
    id: idOf(author, name),
    author,
    atMs,
    updatedMs: atMs,
    home: 1,
    object: { type: 'Note', to: ['https://www.w3.org/ns/activitystreams#Public'] },
    content: [{ tag: 'p', children: [name] }],
    provenance: { type: 'signed' },
    ...more,
  };
}

describe('timelines', () => {
  let store: AccountStore;
  let parts: ViewParts;

  beforeEach(async () => {
    store = await openAccountStore(me, { indexedDB: new IDBFactory() });
    parts = {
      store,
      relations: createRelationsCache(store),
      appBase: 'https://app.example/',
      gateways: () => [],
      reach: () => ({ people: 0, gateways: [], fresh: [] }),
      nowMs: () => 1_000_000,
    };
  });

  const ingest = (posts: readonly PostRecord[], more: Partial<IngestBatch> = {}) =>
    store.ingest({ posts, deletedPosts: [], reactions: [], undone: [], notifications: [], ...more });
  const block = (target: Did, active: boolean) => setModeration(store, 'mute', target, active, Date.now());

  it('pages through everything that is not hidden, each once', async () => {
    await ingest(Array.from({ length: 60 }, (_, index) => post(index % 3 === 0 ? ana : bo, `p${index}`, index + 1)));
    await block(bo, true);
    const seen: string[] = [];
    let before;
    do {
      const page: Awaited<ReturnType<typeof homeTimeline>> = await homeTimeline(parts, { before, limit: 7 });
      seen.push(...page.items.map((item) => item.text));
      before = page.next;
    } while (before !== undefined);
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => `p${57 - 3 * index}`));
    expect((await personTimeline(parts, bo, { limit: 5 })).items).toHaveLength(5);
  });

  it('shows the boosted post, leaves out boosts of hidden people, and marks what is missing', async () => {
    const boost = (name: string, boostOf: ObjectId, atMs: number) => post(ana, name, atMs, { boostOf, content: [] });
    await ingest([
      post(bo, 'original', 1, { home: 0 }),
      boost('boost', idOf(bo, 'original'), 2),
      boost('gone', idOf(me, 'unknown'), 3),
    ]);
    const items = async () => (await homeTimeline(parts, { limit: 10 })).items;
    expect(await items()).toMatchObject([
      { missing: true, boostedBy: { id: ana } },
      { text: 'original', author: { id: bo }, boostedBy: { id: ana }, cursor: { atMs: 2 } },
    ]);
    await block(bo, true);
    expect(await items()).toHaveLength(1);
    await block(bo, false);
    expect(await items()).toHaveLength(2);
  });

  it('does not repeat by a boost what stood there lately by itself, nor what one boosts oneself', async () => {
    const day = 86_400_000;
    const boost = (by: Did, name: string, boostOf: ObjectId, atMs: number) => post(by, name, atMs, { boostOf, content: [] });
    await store.putFollow({ did: ana, name: didToIpnsName(ana), stampMs: 1, removed: false, via: [], coHost: false });
    await ingest([
      post(ana, 'followed', 1),
      boost(bo, 'soon', idOf(ana, 'followed'), day),
      boost(bo, 'much later', idOf(ana, 'followed'), day + 1),
      post(bo, 'stranger', 2, { home: 0 }),
      boost(ana, 'found', idOf(bo, 'stranger'), 3),
      boost(me, 'mine', idOf(bo, 'stranger'), 4),
    ]);
    const { items } = await homeTimeline(parts, { limit: 10 }, isNews);
    expect(items.map(({ key }) => key)).toEqual([idOf(bo, 'much later'), idOf(ana, 'found'), idOf(ana, 'followed')]);
  });

  it('lends former accounts the name of who goes on, and leaves them out when that one has ended', async () => {
    const person = (id: Did, name: string, more: Partial<PersonRecord> = {}): PersonRecord => ({
      id,
      actor: { id },
      name,
      username: name,
      summary: [],
      updatedMs: 1,
      provenance: { type: 'signed' },
      ...more,
    });
    await ingest([post(ana, 'before', 1)], {
      person: person(ana, 'ana'),
      actorsOf: { did: ana, actors: [{ nextKeyDigest: digestOfKey(bo) }] },
    });
    await store.successions.accept(ana, { successor: bo, statement: new Uint8Array(1), acceptedAtMs: 2 });
    await ingest([post(bo, 'after', 3)], { person: person(bo, 'ana again') });
    const seen = async (): Promise<unknown> => {
      const pages = await Promise.all([homeTimeline(parts, { limit: 9 }), personTimeline(parts, bo, { limit: 9 })]);
      const people = await Promise.all([ana, bo].map((id) => createLaterReadings(parts).person(id)));
      return {
        posts: pages.map(({ items }) => items.map(({ text, author }) => `${author.name}: ${text}`)),
        ended: people.map(({ hasEnded }) => hasEnded === true),
      };
    };
    const all = ['ana again: after', 'ana again: before'];
    expect(await seen()).toEqual({ posts: [all, all], ended: [false, false] });
    await ingest([], { person: person(bo, 'ana again', { updatedMs: 4, endedAtMs: 4 }) });
    expect(await seen()).toEqual({ posts: [[], []], ended: [true, true] });
  });

  it('tells a thread from its root, with a gap where a parent is not here', async () => {
    await ingest([
      post(ana, 'root', 1, { inReplyTo: idOf(bo, 'elsewhere') }),
      post(bo, 'middle', 2, { inReplyTo: idOf(ana, 'root') }),
      post(ana, 'answer', 3, { inReplyTo: idOf(bo, 'middle') }),
      post(ana, 'deep', 4, { inReplyTo: idOf(ana, 'answer') }),
      post(bo, 'late', 5, { inReplyTo: idOf(bo, 'middle') }),
    ]);
    const thread = await threadView(parts, idOf(bo, 'middle'));
    expect(thread?.ancestors).toMatchObject([{ gap: idOf(bo, 'elsewhere') }, { text: 'root' }]);
    expect(thread?.replies.map(({ depth, post: reply }) => [depth, reply.text])).toEqual([
      [1, 'answer'],
      [2, 'deep'],
      [1, 'late'],
    ]);
    expect(thread?.post.counts.replies).toBe(2);
    expect(await threadView(parts, idOf(bo, 'nothing'))).toBeUndefined();
  });

  it('survives a circle of replies', async () => {
    await ingest([post(ana, 'a', 1, { inReplyTo: idOf(bo, 'b') }), post(bo, 'b', 2, { inReplyTo: idOf(ana, 'a') })]);
    const thread = await threadView(parts, idOf(ana, 'a'));
    expect(thread?.replies.map(({ post: reply }) => reply.text)).toEqual(['b']);
  });
});
