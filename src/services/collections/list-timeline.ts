import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { MemberId } from '../../protocol/ports/collections.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, Cursor, PageRequest } from '../../protocol/ports/store.ts';
import type { Listing, PostView } from '../app-api.ts';
import type { ViewParts } from '../views/load-posts.ts';
import { isWanted, timeline } from '../views/timelines.ts';

/** Nobody reads a list of more; the rest of its members is not asked for posts. */
const mostMembers = 1_000;
/** Posts read of one member at once: most members have none on the page. */
const firstRead = 3;
const furtherRead = 10;

/** Posts of the members, newest first, as the options of their follows want them; hidden people are left out. */
export async function listTimeline(
  views: ViewParts,
  members: readonly MemberId[],
  page: PageRequest,
): Promise<Listing<PostView>> {
  const relations = await views.relations.get();
  const authors = members.filter((member): member is Did | ObjectId => !member.startsWith('acct:')).slice(0, mostMembers);
  return timeline(
    { ...views, place: 'home' },
    page,
    (request) => newestOf(views.store, authors, request),
    (record) => isWanted(relations, record),
  );
}

interface Stream {
  readonly author: Did | ObjectId;
  posts: readonly PostRecord[];
  next: number;
  isAtEnd: boolean;
}

/** The newest posts of several authors: each is read a little ahead, and further only when the page has used that up. */
async function newestOf(
  store: AccountStore,
  authors: readonly (Did | ObjectId)[],
  { before, limit }: PageRequest,
): Promise<PostRecord[]> {
  const read = async (author: Did | ObjectId, from: Cursor | undefined, count: number): Promise<Stream> => {
    const posts = await store.byAuthor(author, { before: from, limit: count });
    return { author, posts, next: 0, isAtEnd: posts.length < count };
  };
  const streams = await Promise.all(authors.map((author) => read(author, before, firstRead)));
  const newest: PostRecord[] = [];
  while (newest.length < limit) {
    let first: Stream | undefined;
    for (const stream of streams) if (isNewer(stream.posts[stream.next], first?.posts[first.next])) first = stream;
    const post = first?.posts[first.next];
    if (first === undefined || post === undefined) break;
    newest.push(post);
    first.next += 1;
    if (first.next < first.posts.length || first.isAtEnd) continue;
    Object.assign(first, await read(first.author, { atMs: post.atMs, id: post.id }, furtherRead));
  }
  return newest;
}

function isNewer(one: PostRecord | undefined, other: PostRecord | undefined): boolean {
  if (one === undefined) return false;
  if (other === undefined || one.atMs !== other.atMs) return other === undefined || one.atMs > other.atMs;
  return one.id > other.id;
}
