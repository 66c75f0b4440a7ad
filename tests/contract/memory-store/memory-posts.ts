import { isKeptInstead } from '../../../src/protocol/activity-streams/count-votes.ts';
import type { Did, ObjectId } from '../../../src/protocol/brand.ts';
import type {
  NotificationRecord,
  PersonRecord,
  PostRecord,
  ReactionRecord,
  SyncRecord,
} from '../../../src/protocol/ports/records.ts';
import type { AccountStore, ChangeTopic, IngestBatch, PageRequest } from '../../../src/protocol/ports/store.ts';
import type { StoredPost } from '../../../src/storage/account/account-schema.ts';
import { deletePost, mergePost, unchanged } from '../../../src/storage/ingest/merge-post.ts';
import { newerPerson } from '../../../src/storage/ingest/put-newer-person.ts';
import { fromStored } from '../../../src/storage/ingest/stored-post.ts';

/** What others and oneself have said, as far as it is known; without an index: every question looks at everything. */
export interface MemoryPosts extends Pick<
  AccountStore,
  'ingest' | 'post' | 'posts' | 'home' | 'byAuthor' | 'replies' | 'reactions' | 'setHome' | 'tallies' | 'person' | 'people'
> {
  readonly sync: Map<Did, SyncRecord>;
  readonly notifications: Map<string, NotificationRecord>;
  apply(batch: IngestBatch, touched: Set<ChangeTopic>): { added: ObjectId[]; changed: ObjectId[] };
  /** As if it had never been. */
  forget(id: ObjectId): void;
}

type Tell = (topics: ReadonlySet<ChangeTopic>) => void;

export function createMemoryPosts(tell: Tell): MemoryPosts {
  const posts = new Map<ObjectId, StoredPost>();
  const reactions = new Map<string, ReactionRecord>();
  const undone = new Set<string>();
  const people = new Map<string, PersonRecord>();
  const sync = new Map<Did, SyncRecord>();
  const notifications = new Map<string, NotificationRecord>();
  const keyOf = ({ objectId, type, actor }: ReactionRecord): string => `${objectId}\n${type}\n${actor}`;
  const newer = (a: ReactionRecord, b: ReactionRecord | undefined): boolean => b === undefined || isKeptInstead(a, b);

  function applyPosts(batch: IngestBatch): { added: ObjectId[]; changed: ObjectId[] } {
    const before = new Map<ObjectId, StoredPost | undefined>();
    const keep = (id: ObjectId, after: StoredPost | typeof unchanged): void => {
      if (after === unchanged) return;
      if (!before.has(id)) before.set(id, posts.get(id));
      posts.set(id, after);
    };
    for (const post of batch.posts) {
      if (post.boostOf !== undefined && undone.has(`${post.id}\n${post.author}`)) continue;
      keep(post.id, mergePost(posts.get(post.id), post));
    }
    for (const deletion of batch.deletedPosts) keep(deletion.id, deletePost(posts.get(deletion.id), deletion));
    for (const { id, actor } of batch.undone) {
      const boost = posts.get(id);
      if (boost?.boostOf !== undefined) keep(id, deletePost(boost, { id, author: actor, atMs: boost.updatedMs }));
    }
    const isShown = (post: StoredPost | undefined): boolean => post !== undefined && post.deleted !== true;
    const ids = [...before.keys()];
    return {
      added: ids.filter((id) => !isShown(before.get(id)) && isShown(posts.get(id))),
      changed: ids.filter((id) => isShown(before.get(id))),
    };
  }

  function apply(batch: IngestBatch, touched: Set<ChangeTopic>): { added: ObjectId[]; changed: ObjectId[] } {
    if (batch.sync !== undefined) {
      sync.set(batch.sync.did, batch.sync);
      touched.add('sync');
    }
    for (const { id, actor } of batch.undone) undone.add(`${id}\n${actor}`);
    for (const { id, actor } of batch.undone)
      for (const [key, reaction] of reactions)
        if (reaction.id === id && reaction.actor === actor && reactions.delete(key)) touched.add('reactions');
    for (const reaction of batch.reactions) {
      if (undone.has(`${reaction.id}\n${reaction.actor}`) || !newer(reaction, reactions.get(keyOf(reaction)))) continue;
      reactions.set(keyOf(reaction), reaction);
      touched.add('reactions');
    }
    for (const person of [...(batch.person ? [batch.person] : []), ...(batch.people ?? [])]) {
      const known = people.get(person.id);
      const after = newerPerson(known, person);
      if (after === known) continue;
      people.set(person.id, after);
      touched.add('people');
    }
    for (const notification of batch.notifications) {
      if (notifications.has(notification.id)) continue;
      notifications.set(notification.id, notification);
      touched.add('notifications');
    }
    const outcome = applyPosts(batch);
    if (outcome.added.length + outcome.changed.length > 0) touched.add('posts');
    return outcome;
  }

  const shown = (wanted: (post: StoredPost) => boolean): PostRecord[] =>
    [...posts.values()].filter((post) => post.deleted !== true && wanted(post)).map(fromStored);
  const page = (wanted: (post: StoredPost) => boolean, request: PageRequest): PostRecord[] => newestOf(shown(wanted), request);
  const reactionsOf = (id: ObjectId): ReactionRecord[] =>
    [...reactions.values()].filter(({ objectId }) => objectId === id).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

  return {
    sync,
    notifications,
    apply,
    forget: (id) => void posts.delete(id),
    async ingest(batch) {
      // As a database would: nothing of what cannot be stored.
      structuredClone({ ...batch, sync: undefined });
      const touched = new Set<ChangeTopic>();
      const outcome = apply(batch, touched);
      tell(touched);
      return outcome;
    },
    post: async (id) => (posts.has(id) ? fromStored(posts.get(id) as StoredPost) : undefined),
    posts: async (ids) => ids.map((id) => (posts.has(id) ? fromStored(posts.get(id) as StoredPost) : undefined)),
    home: async (request) => page(({ home }) => home === 1, request),
    byAuthor: async (author, request) => page((post) => post.author === author, request),
    replies: async (to) =>
      shown((post) => post.inReplyTo === to)
        .toSorted(newestFirst)
        .toReversed(),
    reactions: async (id) => reactionsOf(id),
    async setHome(authors, home) {
      for (const [id, { home: _, ...post }] of posts)
        if (post.deleted !== true && authors.includes(post.author)) posts.set(id, home === 1 ? { ...post, home } : post);
      tell(new Set(['posts']));
    },
    tallies: async (ids, me) =>
      ids.map((id) => {
        const some = reactionsOf(id);
        const count = (type: ReactionRecord['type']): number => some.filter((reaction) => reaction.type === type).length;
        const mine = (type: ReactionRecord['type']): boolean => some.some((one) => one.type === type && one.actor === me);
        const replies = shown((post) => post.inReplyTo === id).length;
        return { replies, likes: count('like'), boosts: count('boost'), liked: mine('like'), boosted: mine('boost') };
      }),
    person: async (id) => people.get(id),
    people: async (ids) => ids.map((id) => people.get(id)),
  };
}

interface Dated {
  readonly atMs: number;
  readonly id: string;
}

const newestFirst = (a: Dated, b: Dated): number => b.atMs - a.atMs || (a.id === b.id ? 0 : a.id < b.id ? 1 : -1);

/** A page of records, newest first. */
export function newestOf<T extends Dated>(records: readonly T[], { before, limit }: PageRequest): T[] {
  const below = before === undefined ? records : records.filter((record) => newestFirst(before, record) < 0);
  return below.toSorted(newestFirst).slice(0, Math.max(0, Math.floor(limit) || 0));
}
