import type { AcctUri, Did, ObjectId } from '../brand.ts';
import type { PageRequest } from './store.ts';

/** Who is named in private collections: by id, or by address while the id is not known. */
export type MemberId = Did | ObjectId | AcctUri;

/** A list of people with a timeline of its own. Private, mergeable: the higher stamp wins. */
export interface ListRecord {
  readonly id: string;
  readonly title: string;
  readonly stampMs: number;
  readonly removed: boolean;
}

export interface ListMemberRecord {
  readonly list: string;
  readonly member: MemberId;
  readonly stampMs: number;
  readonly removed: boolean;
}

/** A post kept for later. Private, mergeable. The post itself need not be on this device. */
export interface BookmarkRecord {
  readonly id: ObjectId;
  readonly stampMs: number;
  readonly removed: boolean;
}

/** Lists and bookmarks. Every method is one transaction; entries with a lower stamp than the stored one are ignored. */
export interface CollectionStore {
  /** With removed ones. */
  lists(): Promise<ListRecord[]>;
  /** Of one list, or of all; with removed ones. */
  members(list?: string): Promise<ListMemberRecord[]>;
  putLists(lists: readonly ListRecord[], members: readonly ListMemberRecord[]): Promise<void>;
  /** Newest stamp first, without removed ones; the cursor is the stamp and the id. */
  bookmarks(page: PageRequest): Promise<BookmarkRecord[]>;
  /** Those of `ids` that are bookmarked. */
  bookmarked(ids: readonly ObjectId[]): Promise<ReadonlySet<ObjectId>>;
  /** With removed ones: those of `ids` that are known, or all. */
  bookmarkRecords(ids?: readonly ObjectId[]): Promise<BookmarkRecord[]>;
  putBookmarks(bookmarks: readonly BookmarkRecord[]): Promise<void>;
}
