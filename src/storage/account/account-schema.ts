import type { DBSchema } from 'idb';
import type { Did, IpnsName, ObjectId, Rkey } from '../../protocol/brand.ts';
import type { BookmarkRecord, ListMemberRecord, ListRecord } from '../../protocol/ports/collections.ts';
import type { RemoteFollowRecord, RemoteReadRecord } from '../../protocol/ports/fediverse.ts';
import type { JobFile, JobRecord, JobRow } from '../../protocol/ports/jobs.ts';
import type { SearchChange } from '../../protocol/ports/search.ts';
import type { PrivateEntry } from '../../protocol/private-state/entry.ts';
import type {
  DraftRecord,
  FollowRecord,
  MediaRecord,
  ModerationRecord,
  NotificationRecord,
  OutboxRecord,
  PersonRecord,
  PostRecord,
  ReactionRecord,
  SyncRecord,
} from '../../protocol/ports/records.ts';

/**
 * A post at rest. IndexedDB leaves a record out of an index when a part of the index key is missing: `home` is absent instead of 0,
 * and a deleted post has `deletedAtMs` instead of `atMs`, so it is in no timeline at all.
 */
export interface StoredPost extends Omit<PostRecord, 'home' | 'atMs'> {
  readonly home?: 1;
  readonly atMs?: number;
  readonly deletedAtMs?: number;
}

/** An activity of the outbox that still has to leave; `dueMs` is its `notBeforeMs`. */
export interface WaitingRecord {
  readonly dueMs: number;
  readonly rkey: Rkey;
}

/** `unread` is absent instead of 0, so that the index `unread` counts only unread ones. */
export interface StoredNotification extends Omit<NotificationRecord, 'read'> {
  readonly unread?: 1;
}

/** CIDs do not survive structured cloning; their bytes do. */
export interface StoredSync extends Omit<SyncRecord, 'root'> {
  readonly root?: Uint8Array;
}

export interface StoredHead {
  readonly name: IpnsName;
  readonly sequence: bigint;
  readonly root: Uint8Array;
  readonly record: Uint8Array;
  readonly validUntilMs: number;
}

/** Memory that an actor has taken back an activity, so that a stale copy cannot bring it back. */
export interface UndoneRecord {
  readonly id: ObjectId;
  readonly actor: Did | ObjectId;
}

/** `shownMs` = `stampMs`, absent once removed: the index `shown` holds only what is bookmarked. */
export interface StoredBookmark extends BookmarkRecord {
  readonly shownMs?: number;
}

/** `usedMs`: when it was last looked at; absent for one's own media, which never go. */
export interface MediaUse {
  readonly digest: string;
  readonly size: number;
  readonly usedMs?: number;
}

export type SearchPart = 'segment' | 'keys' | 'dead';

type TimelineKey = [string | number, number, string];

export interface AccountSchema extends DBSchema {
  posts: { key: ObjectId; value: StoredPost; indexes: { home: TimelineKey; author: TimelineKey; inReplyTo: TimelineKey } };
  reactions: { key: [ObjectId, ReactionRecord['type'], string]; value: ReactionRecord; indexes: { id: ObjectId } };
  undone: { key: [ObjectId, string]; value: UndoneRecord };
  outbox: { key: Rkey; value: OutboxRecord; indexes: { objectId: ObjectId } };
  waiting: { key: [number, Rkey]; value: WaitingRecord };
  notifications: { key: string; value: StoredNotification; indexes: { atMs: [number, string]; unread: number } };
  people: { key: string; value: PersonRecord };
  follows: { key: Did; value: FollowRecord };
  moderation: { key: [string, ModerationRecord['kind']]; value: ModerationRecord };
  sync: { key: Did; value: StoredSync };
  drafts: { key: string; value: DraftRecord };
  media: { key: string; value: MediaRecord };
  mediaUse: { key: string; value: MediaUse; indexes: { usedMs: number } };
  /** Single values: `profile`, `tree`, `setting:<key>`. */
  values: { key: string; value: unknown };
  /** Key: multihash bytes. Value: the block. */
  blocks: { key: Uint8Array<ArrayBuffer>; value: Uint8Array };
  heads: { key: IpnsName; value: StoredHead };
  remoteFollows: { key: ObjectId; value: RemoteFollowRecord };
  remoteReads: { key: ObjectId; value: RemoteReadRecord };
  lists: { key: string; value: ListRecord };
  listMembers: { key: [string, string]; value: ListMemberRecord };
  bookmarks: { key: ObjectId; value: StoredBookmark; indexes: { shown: [number, string] } };
  privateEntries: { key: [string, string]; value: PrivateEntry };
  jobs: { key: string; value: JobRecord };
  jobRows: { key: [string, number]; value: JobRow; indexes: { state: [string, string, number] } };
  jobFiles: { key: string; value: JobFile };
  /** `manifest`, and of each segment [part, id]. */
  searchIndex: { key: string | [SearchPart, number]; value: unknown };
  searchQueue: { key: number; value: Omit<SearchChange, 'number'> };
}
