import type { CID } from 'multiformats/cid';
import type { Post, Tombstone } from '../../protocol/activity-streams/object.ts';
import type { Rkey } from '../../protocol/brand.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { postPagePath } from '../../website/paths.ts';
import { isTopLevel, rkeyOfObject } from '../../website/site-post.ts';

/** What is remembered of each post while the others are being read. */
export interface IndexedPost {
  readonly rkey: Rkey;
  readonly cid: CID;
  readonly published: string;
  readonly isTopLevel: boolean;
}

/** The posts of an account by date; the posts themselves stay where they are. */
export interface PostIndex {
  readonly count: number;
  /** Takes a checked object; Tombstones do not count. */
  add(cid: CID, document: JsonObject): void;
  /** Page of a post of this account. */
  readonly pageOf: (rkey: Rkey) => string | undefined;
  /** Newest months first, newest posts first. */
  months(): ReadonlyMap<string, readonly IndexedPost[]>;
}

export function createPostIndex(): PostIndex {
  const posts = new Map<Rkey, IndexedPost>();
  return {
    get count() {
      return posts.size;
    },
    add(cid, document) {
      // Checked as an object before it came here, so it has the type's members.
      const object = document as unknown as Post | Tombstone;
      const rkey = rkeyOfObject(object.id);
      if (object.type === 'Tombstone' || rkey === undefined) return;
      posts.set(rkey, { rkey, cid, published: object.published, isTopLevel: isTopLevel(object) });
    },
    pageOf(rkey) {
      const post = posts.get(rkey);
      return post === undefined ? undefined : postPagePath(post.published, rkey);
    },
    months() {
      const months = new Map<string, IndexedPost[]>();
      for (const post of [...posts.values()].toSorted(newestFirst)) {
        const month = post.published.slice(0, 7);
        const list = months.get(month);
        if (list === undefined) months.set(month, [post]);
        else list.push(post);
      }
      return months;
    },
  };
}

/** By date, then by record key, which is a time as well. */
export const newestFirst = (
  left: { readonly published: string; readonly rkey: string },
  right: { readonly published: string; readonly rkey: string },
): number => {
  const [a, b] = [left.published + left.rkey, right.published + right.rkey];
  return a === b ? 0 : a < b ? 1 : -1;
};
