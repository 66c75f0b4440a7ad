import type { CanonicalId, Did, IpnsName, ObjectId, Rkey } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import type { BlockStore } from './block-store.ts';
import type { CollectionStore } from './collections.ts';
import type { RemoteStore } from './fediverse.ts';
import type { JobStore } from './jobs.ts';
import type { HeadStore } from './network.ts';
import type { PrivateEntryStore } from './private-entries.ts';
import type { Appearance, RemovalStore } from './removals.ts';
import type { SuccessionStore } from './succession.ts';
import type { RoomStore } from './room.ts';
import type { SearchStore } from './search.ts';
import type {
  AccountRecord,
  DraftRecord,
  FollowRecord,
  MediaRecord,
  ModerationRecord,
  NotificationRecord,
  OutboxRecord,
  PersonRecord,
  PostRecord,
  Profile,
  ReactionRecord,
  SettingKey,
  SyncRecord,
} from './records.ts';

/** What is on the device before an account is chosen: accounts, keys. One database. */
export interface DeviceStore {
  accounts(): Promise<AccountRecord[]>;
  putAccount(account: AccountRecord): Promise<void>;
  /**
   * Reads, changes and writes an account's record in one transaction, so that no tab writes over what another has just stored; keys and
   * envelopes rest in it. `change` may run again and has no effects. Returns the new record; undefined without an account.
   */
  changeAccount(did: Did, change: (account: AccountRecord) => AccountRecord): Promise<AccountRecord | undefined>;
  currentAccount(): Promise<Did | undefined>;
  setCurrentAccount(did: Did | undefined): Promise<void>;
  /** Key of the p2p node of this installation: a non-extractable CryptoKeyPair, one per account, created on first use. */
  deviceKey(did: Did): Promise<CryptoKeyPair | undefined>;
  putDeviceKey(did: Did, key: CryptoKeyPair): Promise<void>;
  appearance(): Promise<Appearance>;
  putAppearance(appearance: Appearance): Promise<void>;
  /** Taking accounts off this device; loaded at the first call. */
  removals(): Promise<RemovalStore>;
}

/** Topics of change events, also sent to other tabs. */
export type ChangeTopic =
  | 'posts'
  | 'people'
  | 'follows'
  | 'moderation'
  | 'notifications'
  | 'drafts'
  | 'outbox'
  | 'profile'
  | 'settings'
  | 'sync'
  | 'reactions'
  | 'remote'
  | 'collections'
  | 'private'
  | 'jobs'
  | 'search';

/** A position in a timeline: exclusive. Date first, id as tie-break. */
export interface Cursor {
  readonly atMs: number;
  readonly id: string;
}

export interface PageRequest {
  readonly before?: Cursor;
  readonly limit: number;
}

/** Verified documents of one account, applied in one transaction (bridge-spec section 8, `apply`). */
export interface IngestBatch {
  readonly posts: readonly PostRecord[];
  readonly deletedPosts: readonly { readonly id: ObjectId; readonly author: Did | ObjectId; readonly atMs: number }[];
  readonly reactions: readonly ReactionRecord[];
  /** Ids of activities taken back by Undo; only those of the same actor are removed. */
  readonly undone: readonly { readonly id: ObjectId; readonly actor: Did | ObjectId }[];
  readonly person?: PersonRecord;
  /** More people, of the same answer of a server. */
  readonly people?: readonly PersonRecord[];
  readonly notifications: readonly NotificationRecord[];
  readonly sync?: SyncRecord;
  /** Every checked actor document of the account that was read, also superseded ones: the first one's successor counts. */
  readonly actorsOf?: { readonly did: Did; readonly actors: readonly JsonObject[] };
}

/** Everything of one account on this device. One database; every method is one transaction. */
export interface AccountStore {
  readonly did: Did;
  readonly blocks: BlockStore;
  readonly heads: HeadStore;
  readonly remote: RemoteStore;
  readonly collections: CollectionStore;
  readonly privateEntries: PrivateEntryStore;
  readonly jobs: JobStore;
  readonly room: RoomStore;
  readonly successions: SuccessionStore;
  readonly search: SearchStore;

  /**
   * Stores own activity, its media and its effects on what is shown, and drops the draft of this id, or puts what is left of it in its
   * place: all or nothing.
   */
  addOwn(entry: OutboxRecord, effects: IngestBatch, media: readonly MediaRecord[], draft?: string | DraftRecord): Promise<void>;
  /** Takes back an activity that has not left (undo window) and its post; false when it was too late. */
  removeWaiting(rkey: Rkey): Promise<boolean>;
  /** What is due, in publication order; of more than `limit` those that were due first. */
  outboxWaiting(nowMs: number, limit?: number): Promise<OutboxRecord[]>;
  /** Keys of all that has not left, due or not. After an import there are many: records are read in portions. */
  waitingKeys(): Promise<Rkey[]>;
  /** Activities about these objects that have not left. */
  waitingFor(objectIds: readonly ObjectId[]): Promise<OutboxRecord[]>;
  /** Those of `rkeys` that exist, in the order asked. */
  outboxRecords(rkeys: readonly Rkey[]): Promise<OutboxRecord[]>;
  /** When the next held activity becomes due. */
  nextDueMs(): Promise<number | undefined>;
  markPublished(rkeys: readonly Rkey[], sequence: bigint): Promise<void>;
  outboxCount(): Promise<number>;
  /** Ascending; for rebuilding the tree. */
  outboxRange(after: Rkey | undefined, limit: number): Promise<OutboxRecord[]>;
  outboxFor(objectId: ObjectId): Promise<OutboxRecord[]>;
  /** Own activities found in the published tree (second device, restore). Existing ones are left alone. */
  adoptOwn(entries: readonly OutboxRecord[], effects: IngestBatch): Promise<void>;

  /** Applies what is newer, remembers deletes, ignores the rest; returns the ids that were really new or changed. */
  ingest(batch: IngestBatch): Promise<{ readonly added: ObjectId[]; readonly changed: ObjectId[] }>;

  post(id: ObjectId): Promise<PostRecord | undefined>;
  posts(ids: readonly ObjectId[]): Promise<(PostRecord | undefined)[]>;
  /** Newest first; only `home` posts, deleted ones left out. */
  home(page: PageRequest): Promise<PostRecord[]>;
  byAuthor(author: Did | ObjectId, page: PageRequest): Promise<PostRecord[]>;
  /** Oldest first. */
  replies(to: ObjectId): Promise<PostRecord[]>;
  reactions(objectId: ObjectId): Promise<ReactionRecord[]>;
  /** Counts for a page of posts, in the order asked, and whether `me` reacted. */
  tallies(ids: readonly ObjectId[], me: Did): Promise<PostTally[]>;
  /** Hides or shows people's stored posts in the home timeline after unfollow / follow. */
  setHome(authors: readonly (Did | ObjectId)[], home: 0 | 1): Promise<void>;

  person(id: Did | ObjectId): Promise<PersonRecord | undefined>;
  people(ids: readonly (Did | ObjectId)[]): Promise<(PersonRecord | undefined)[]>;

  /** With removed ones. */
  follows(): Promise<FollowRecord[]>;
  /** What is stored of one, removed or not. */
  followOf(did: Did): Promise<FollowRecord | undefined>;
  putFollow(follow: FollowRecord): Promise<void>;
  moderation(): Promise<ModerationRecord[]>;
  putModeration(entry: ModerationRecord): Promise<void>;
  /** As `putModeration`, many in one transaction. */
  putModerations(entries: readonly ModerationRecord[]): Promise<void>;

  syncState(did: Did): Promise<SyncRecord | undefined>;
  syncStates(): Promise<SyncRecord[]>;
  putSyncState(state: SyncRecord): Promise<void>;

  notifications(page: PageRequest): Promise<NotificationRecord[]>;
  unreadCount(): Promise<number>;
  markRead(ids: readonly string[] | 'all'): Promise<void>;

  drafts(): Promise<DraftRecord[]>;
  putDraft(draft: DraftRecord): Promise<void>;
  deleteDraft(id: string): Promise<void>;

  media(digest: string): Promise<MediaRecord | undefined>;
  /** An object URL of a file, for whoever shows it and revokes it then. */
  mediaUrl(digest: string): Promise<string | undefined>;
  putMedia(media: MediaRecord): Promise<void>;

  profile(): Promise<Profile | undefined>;
  putProfile(profile: Profile): Promise<void>;
  setting<T>(key: SettingKey): Promise<T | undefined>;
  putSetting(key: SettingKey, value: unknown): Promise<void>;
  /** The state of the own tree after the last publish: root and the sequence it went out with. */
  ownTree(): Promise<OwnTree | undefined>;
  putOwnTree(tree: OwnTree): Promise<void>;

  /** Called with what changed, in this tab and (through BroadcastChannel) in others. */
  onChange(listener: (topics: ReadonlySet<ChangeTopic>) => void): () => void;
  close(): void;
}

export interface PostTally {
  readonly replies: number;
  readonly likes: number;
  readonly boosts: number;
  readonly liked: boolean;
  readonly boosted: boolean;
}

export interface OwnTree {
  readonly name: IpnsName;
  /** CID string of the newest root built on this device. */
  readonly root: string;
  /** Root of the last published record; differs from `root` while publishing is under way or failed. */
  readonly publishedRoot?: string;
  readonly publishedSequence?: bigint;
  /** Newest activity in `root`. */
  readonly newest?: CanonicalId;
  /** Activities in `root` that are not marked as published yet; written together with `root`, so that none is built in twice. */
  readonly pending?: readonly Rkey[];
  /** Blocks (CID strings) that a newer root replaced, one list a root, oldest first; kept a while for readers in the middle of a copy. */
  readonly superseded?: readonly (readonly string[])[];
  /** How far `publishedRoot` got; absent while nobody has answered. Older roots got at least as far as `sequence` says. */
  readonly announced?: { readonly sequence: bigint; readonly gateways: readonly string[]; readonly gossipPeers: number };
  /**
   * Which gateways have all of the tree, as they say themselves: a record that was taken is no copy yet. `fresh`: what activities of this
   * tree are about (post ids, at most 1000) that was not in the tree which they had when they were last asked.
   */
  readonly copies?: { readonly gateways: readonly string[]; readonly fresh: readonly ObjectId[] };
}
