import type { Did } from '../../../src/protocol/brand.ts';
import type { JsonObject } from '../../../src/protocol/json.ts';
import type { IngestBatch } from '../../../src/protocol/ports/store.ts';
import { applyActivities } from '../../../src/protocol/reader/apply.ts';
import type { VerifiedActivity } from '../../../src/protocol/reader/verified.ts';

/** What a device knows of an account. Never changed in place: copies are kept as starting points. */
export interface Shelf {
  readonly posts: ReadonlyMap<string, { readonly updatedMs: number; readonly object: JsonObject }>;
  readonly deleted: ReadonlySet<string>;
  readonly reactions: ReadonlySet<string>;
  readonly undone: ReadonlySet<string>;
}

export const emptyShelf: Shelf = { posts: new Map(), deleted: new Set(), reactions: new Set(), undone: new Set() };

/** The rules of the real store that matter here: the newest version wins, deletes and undos are remembered. */
export function ingest(shelf: Shelf, did: Did, activities: readonly VerifiedActivity[], nowMs: number): Shelf {
  if (activities.length === 0) return shelf;
  const batch: IngestBatch = applyActivities({
    did,
    activities,
    me: did,
    home: 1,
    nowMs,
    htmlToRichText: (html) => [html],
  });
  const posts = new Map(shelf.posts);
  for (const { id, updatedMs, object } of batch.posts)
    if ((posts.get(id)?.updatedMs ?? -1) < updatedMs) posts.set(id, { updatedMs, object });
  return {
    posts,
    deleted: union(
      shelf.deleted,
      batch.deletedPosts.map(({ id }) => id),
    ),
    reactions: union(
      shelf.reactions,
      batch.reactions.map(({ id }) => id),
    ),
    undone: union(
      shelf.undone,
      batch.undone.map(({ id }) => id),
    ),
  };
}

/** Ids of what is shown, each with the date of its version. */
export const shown = ({ posts, deleted }: Shelf): Map<string, number> =>
  new Map([...posts].filter(([id]) => !deleted.has(id)).map(([id, { updatedMs }]) => [id, updatedMs]));

export const liked = ({ reactions, undone }: Shelf): Set<string> => new Set([...reactions].filter((id) => !undone.has(id)));

const union = (before: ReadonlySet<string>, more: readonly string[]): ReadonlySet<string> =>
  more.length === 0 ? before : new Set([...before, ...more]);
