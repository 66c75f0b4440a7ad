import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { MemberId } from '../../protocol/ports/collections.ts';
import type { PageRequest } from '../../protocol/ports/store.ts';
import type { FilterDesk } from '../filters/filter-desk.ts';
import type { Listing, PersonView, PostView } from '../app-api.ts';

export interface ListView {
  readonly id: string;
  readonly title: string;
  readonly members: number;
}

/** Somebody in a list, or blocked, or muted; `person` where the id is known. */
export interface MemberView {
  readonly member: MemberId;
  /** What to call them: name, `@user@host`, or the host. */
  readonly label: string;
  readonly person?: PersonView;
  /** Of a mute that ends by itself, ms. */
  readonly untilMs?: number | undefined;
}

/** Lists, bookmarks, and whom one blocks and mutes. */
export interface CollectionsDesk {
  readonly filters: FilterDesk;
  lists(): Promise<readonly ListView[]>;
  /** Makes a list, or renames one; returns its id. Titles are 1 to 100 characters. */
  saveList(title: string, id?: string): Promise<string>;
  deleteList(id: string): Promise<void>;
  members(list: string): Promise<readonly MemberView[]>;
  /** Lists that somebody is in. */
  listsOf(member: Did | ObjectId): Promise<readonly string[]>;
  setMember(list: string, member: MemberId, isIn: boolean): Promise<void>;
  /** Posts of a list's members, newest first. */
  listTimeline(list: string, page: PageRequest): Promise<Listing<PostView>>;
  /** Bookmarked posts, the newest bookmark first; `missing` ones are fetched behind it. */
  bookmarks(page: PageRequest): Promise<Listing<PostView>>;
  setBookmark(id: ObjectId, isBookmarked: boolean): Promise<void>;
  blocked(): Promise<readonly MemberView[]>;
  muted(): Promise<readonly MemberView[]>;
  /** Whole hosts, as `https://host`. */
  blockedHosts(): Promise<readonly string[]>;
  unblock(target: MemberId): Promise<void>;
  unmute(target: MemberId): Promise<void>;
}
