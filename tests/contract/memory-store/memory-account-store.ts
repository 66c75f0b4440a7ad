import type { Did, ObjectId, Rkey } from '../../../src/protocol/brand.ts';
import type { BookmarkRecord, ListMemberRecord, ListRecord } from '../../../src/protocol/ports/collections.ts';
import type { RemoteFollowRecord, RemoteReadRecord } from '../../../src/protocol/ports/fediverse.ts';
import type { Head } from '../../../src/protocol/ports/network.ts';
import type {
  DraftRecord,
  FollowRecord,
  MediaRecord,
  ModerationRecord,
  OutboxRecord,
} from '../../../src/protocol/ports/records.ts';
import type { AccountStore, ChangeTopic } from '../../../src/protocol/ports/store.ts';
import { entryKey, type PrivateEntry } from '../../../src/protocol/private-state/entry.ts';
import { newerEntry } from '../../../src/protocol/private-state/merge.ts';
import { createMemoryBlockStore } from '../../../src/protocol/tree/memory-block-store.ts';
import { createMemoryPosts, newestOf } from './memory-posts.ts';

/**
 * An AccountStore in memory, for tests that play thousands of schedules: it keeps what the real one keeps (the contract suites prove
 * it), a hundred times faster. Without jobs, successions and what follows from them.
 */
export function createMemoryAccountStore(did: Did): AccountStore {
  const listeners = new Set<(topics: ReadonlySet<ChangeTopic>) => void>();
  let pending: Set<ChangeTopic> | undefined;
  const tell = (topics: ReadonlySet<ChangeTopic>): void => {
    if (topics.size === 0) return;
    if (pending === undefined) {
      pending = new Set();
      queueMicrotask(() => {
        const told = pending ?? new Set();
        pending = undefined;
        for (const listener of listeners) listener(told);
      });
    }
    for (const topic of topics) pending.add(topic);
  };
  const touch = (topic: ChangeTopic): void => tell(new Set([topic]));
  const { sync, notifications, apply, forget, ...posts } = createMemoryPosts(tell);
  const outbox = new Map<Rkey, OutboxRecord>();
  const [drafts, media, values] = [new Map<string, DraftRecord>(), new Map<string, MediaRecord>(), new Map<string, unknown>()];
  const heads = new Map<string, Head>();
  const [follows, moderation] = [stamped<FollowRecord>(({ did: id }) => id), stamped<ModerationRecord>(moderationKey)];
  const [remoteFollows, reads] = [stamped<RemoteFollowRecord>(({ id }) => id), new Map<ObjectId, RemoteReadRecord>()];
  const lists = stamped<ListRecord>(({ id }) => id);
  const members = stamped<ListMemberRecord>(({ list, member }) => `${list}\n${member}`);
  const bookmarks = stamped<BookmarkRecord>(({ id }) => id);
  const entries = new Map<string, PrivateEntry>();

  const keepFile = (file: MediaRecord): void =>
    void media.set(file.digest, { ...file, own: file.own || media.get(file.digest)?.own === true });
  const ownRecords = (): OutboxRecord[] => [...outbox.values()].toSorted((a, b) => (a.rkey < b.rkey ? -1 : 1));
  const waiting = (): OutboxRecord[] =>
    ownRecords()
      .filter(({ state }) => state === 'waiting')
      .toSorted((a, b) => a.notBeforeMs - b.notBeforeMs);

  return {
    ...notHere(),
    did,
    ...posts,
    blocks: createMemoryBlockStore(),
    heads: {
      get: async (name) => heads.get(name),
      getMany: async (names) => names.map((name) => heads.get(name)),
      async accept(head) {
        const known = heads.get(head.name);
        if (known !== undefined && !isNewerHead(head, known)) return { head: known, changed: false };
        heads.set(head.name, head);
        return { head, changed: true };
      },
    },
    remote: {
      follows: async () => remoteFollows.all(),
      followsOf: async (ids) => ids.map((id) => remoteFollows.get(id)),
      putFollows: async (records) => void (remoteFollows.put(records) && touch('follows')),
      readState: async (id) => reads.get(id),
      readStatesOf: async (ids) => ids.map((id) => reads.get(id)),
      readStates: async () => [...reads.values()],
      async putReadStates(states) {
        for (const state of states) reads.set(state.id, state);
        touch('remote');
      },
      prunePosts: notKept,
      remember: notKept,
    },
    collections: {
      lists: async () => lists.all(),
      members: async (list) => members.all().filter((entry) => list === undefined || entry.list === list),
      async putLists(some, entered) {
        lists.put(some);
        members.put(entered);
        touch('collections');
      },
      bookmarks: async (page) => {
        const shown = bookmarks.all().flatMap((entry) => (entry.removed ? [] : [{ ...entry, atMs: entry.stampMs }]));
        return newestOf(shown, page).map(({ id, stampMs, removed }) => ({ id, stampMs, removed }));
      },
      bookmarked: async (ids) => new Set(ids.filter((id) => bookmarks.get(id)?.removed === false)),
      bookmarkRecords: async (ids) => (ids ? ids.flatMap((id) => bookmarks.get(id) ?? []) : bookmarks.all()),
      putBookmarks: async (records) => void (bookmarks.put(records) && touch('collections')),
    },
    privateEntries: {
      all: async () => [...entries.values()],
      get: async (kind, id) => entries.get(entryKey({ kind, id })),
      async put(some) {
        for (const entry of some) {
          const known = entries.get(entryKey(entry));
          if (known !== undefined && newerEntry(known, entry) === known) continue;
          entries.set(entryKey(entry), entry);
          touch('private');
        }
      },
    },

    async addOwn(entry, effects, files, draft) {
      structuredClone(effects);
      if (outbox.has(entry.rkey)) throw new DOMException('the key is taken', 'ConstraintError');
      outbox.set(entry.rkey, entry);
      for (const file of files) keepFile(file);
      const touched = new Set<ChangeTopic>(['outbox']);
      if (draft !== undefined) {
        if (typeof draft === 'string') drafts.delete(draft);
        else drafts.set(draft.id, draft);
        touched.add('drafts');
      }
      apply(effects, touched);
      tell(touched);
    },
    async removeWaiting(rkey) {
      const entry = outbox.get(rkey);
      if (entry?.state !== 'waiting') return false;
      outbox.delete(rkey);
      if (entry.type === 'Create' || entry.type === 'Announce') forget(entry.type === 'Create' ? entry.objectId : entry.id);
      apply({ ...nothing, undone: [{ id: entry.id, actor: did }] }, new Set());
      tell(new Set<ChangeTopic>(['outbox', 'posts']));
      return true;
    },
    async outboxWaiting(nowMs, limit) {
      const due = waiting().filter(({ notBeforeMs }) => notBeforeMs <= nowMs);
      return due.slice(0, limit).toSorted((a, b) => (a.rkey < b.rkey ? -1 : 1));
    },
    waitingKeys: async () => waiting().map(({ rkey }) => rkey),
    waitingFor: async (ids) => waiting().filter(({ objectId }) => ids.includes(objectId)),
    outboxRecords: async (rkeys) => rkeys.flatMap((rkey) => outbox.get(rkey) ?? []),
    nextDueMs: async () => waiting()[0]?.notBeforeMs,
    async markPublished(rkeys, sequence) {
      for (const rkey of rkeys) {
        const entry = outbox.get(rkey);
        if (entry !== undefined) outbox.set(rkey, { ...entry, state: 'published', sequence });
      }
      touch('outbox');
    },
    outboxCount: async () => outbox.size,
    outboxRange: async (after, limit) =>
      ownRecords()
        .filter(({ rkey }) => after === undefined || rkey > after)
        .slice(0, Math.max(0, limit)),
    outboxFor: async (objectId) => ownRecords().filter((entry) => entry.objectId === objectId),
    async adoptOwn(adopted, effects) {
      for (const entry of adopted) if (!outbox.has(entry.rkey)) outbox.set(entry.rkey, entry);
      const touched = new Set<ChangeTopic>(['outbox']);
      apply(effects, touched);
      tell(touched);
    },

    follows: async () => follows.all(),
    followOf: async (did) => follows.all().find((follow) => follow.did === did),
    putFollow: async (follow) => void (follows.put([follow]) && touch('follows')),
    moderation: async () => moderation.all(),
    putModeration: async (entry) => void (moderation.put([entry]) && touch('moderation')),
    putModerations: async (some) => void (moderation.put(some) && touch('moderation')),
    syncState: async (id) => sync.get(id),
    syncStates: async () => [...sync.values()],
    async putSyncState(state) {
      sync.set(state.did, state);
      touch('sync');
    },
    notifications: async (page) => newestOf([...notifications.values()], page),
    unreadCount: async () => [...notifications.values()].filter(({ read }) => !read).length,
    async markRead(ids) {
      for (const [id, one] of notifications) if (ids === 'all' || ids.includes(id)) notifications.set(id, { ...one, read: true });
      touch('notifications');
    },
    drafts: async () => [...drafts.values()].toSorted((a, b) => b.savedAtMs - a.savedAtMs),
    async putDraft(draft) {
      drafts.set(draft.id, draft);
      touch('drafts');
    },
    async deleteDraft(id) {
      if (drafts.delete(id)) touch('drafts');
    },
    media: async (digest) => media.get(digest),
    async mediaUrl(digest) {
      const found = media.get(digest);
      return found && URL.createObjectURL(new Blob([found.bytes.slice()], { type: found.mediaType }));
    },
    async putMedia(file) {
      keepFile(file);
    },
    profile: async () => values.get('profile') as never,
    async putProfile(profile) {
      values.set('profile', profile);
      touch('profile');
    },
    setting: async (key) => values.get(`setting:${key}`) as never,
    async putSetting(key, value) {
      values.set(`setting:${key}`, value);
      touch('settings');
    },
    ownTree: async () => values.get('tree') as never,
    async putOwnTree(tree) {
      values.set('tree', tree);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => undefined,
  };
}

/** The higher sequence; of two with the same, one of them, the same everywhere. The real rule compares records (IPNS). */
export function isNewerHead(head: Head, known: Head): boolean {
  if (head.sequence !== known.sequence) return head.sequence > known.sequence;
  return head.root.toString() > known.root.toString();
}

const nothing = { posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [] };
const moderationKey = ({ target, kind }: ModerationRecord): string => `${target}\n${kind}`;

interface Stamped<T> {
  all(): T[];
  get(key: string): T | undefined;
  /** Whether anything changed; an entry with a lower stamp than the known one does not. */
  put(records: readonly T[]): boolean;
}

function stamped<T extends { readonly stampMs: number }>(keyOf: (record: T) => string): Stamped<T> {
  const records = new Map<string, T>();
  return {
    all: () => [...records].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record),
    get: (key) => records.get(key),
    put(some) {
      const newer = some.filter((record) => (records.get(keyOf(record))?.stampMs ?? 0) <= record.stampMs);
      for (const record of newer) records.set(keyOf(record), record);
      return newer.length > 0;
    },
  };
}

function notKept(): never {
  throw new Error('this store has no such thing');
}

/** What schedules of devices never use. */
function notHere(): AccountStore {
  const none = new Proxy({}, { get: notKept });
  // Nobody has a successor here.
  const successions = {
    ...Object.fromEntries(['accept', 'noteAsked'].map((name) => [name, notKept])),
    get: async () => undefined,
    all: async () => [],
  };
  return { jobs: none, successions } as unknown as AccountStore;
}
