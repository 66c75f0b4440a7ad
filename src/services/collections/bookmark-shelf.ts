import type { ObjectId } from '../../protocol/brand.ts';
import type { BookmarkRecord } from '../../protocol/ports/collections.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import type { PageRequest } from '../../protocol/ports/store.ts';
import { authorOf } from '../addresses.ts';
import type { Listing, PostView } from '../app-api.ts';
import type { LaterParts } from '../later-parts.ts';
import { loadPostViews } from '../views/load-posts.ts';

const fetchesAtOnce = 2;

/** Bookmarked posts; those that are not on this device are fetched once somebody looks. */
export interface BookmarkShelf {
  page(request: PageRequest): Promise<Listing<PostView>>;
}

export function createBookmarkShelf({
  store,
  views,
  remote,
  report,
}: Pick<LaterParts, 'store' | 'views' | 'remote' | 'report'>): BookmarkShelf {
  /** Asked for since this desk was opened; nobody is asked twice for what they do not have. */
  const asked = new Set<ObjectId>();
  const line: ObjectId[] = [];
  let underWay = 0;

  function fetchNext(): void {
    while (underWay < fetchesAtOnce) {
      const id = line.shift();
      if (id === undefined) return;
      underWay += 1;
      remote
        .fetchPost(id)
        .catch(report)
        .finally(() => {
          underWay -= 1;
          fetchNext();
        });
    }
  }

  return {
    async page(request) {
      const bookmarks = await store.collections.bookmarks(request);
      const posts = await store.posts(bookmarks.map(({ id }) => id));
      const missing = new Set(bookmarks.flatMap(({ id }, place) => (posts[place] === undefined ? [id] : [])));
      line.push(...[...missing].filter((id) => !asked.has(id)));
      for (const id of missing) asked.add(id);
      fetchNext();
      const records = bookmarks.map((bookmark, place) => posts[place] ?? standIn(bookmark));
      const items = (await loadPostViews(views, records)).map((view) => (missing.has(view.id) ? asMissing(view) : view));
      const last = bookmarks.at(-1);
      const hasMore = last !== undefined && bookmarks.length >= request.limit;
      return { items, ...(hasMore && { next: { atMs: last.stampMs, id: last.id } }) };
    },
  };
}

/** A place for a post that is not here, by which the bookmark can be taken away. */
const standIn = ({ id, stampMs }: BookmarkRecord): PostRecord => ({
  id,
  author: authorOf(id) ?? id,
  atMs: stampMs,
  updatedMs: 0,
  home: 0,
  object: {},
  content: [],
  provenance: id.startsWith('ap:') ? { type: 'signed' } : { type: 'host', host: new URL(id).host },
});

const asMissing = (view: PostView): PostView => ({
  ...view,
  missing: true,
  ...(view.id.startsWith('https://') && { originalUrl: view.id }),
});
