import type { Rkey } from '../../protocol/brand.ts';
import { objectPath } from '../../protocol/identity/paths.ts';
import { rkeyToMs } from '../../protocol/identity/rkey.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { locatePath } from '../../protocol/tree/read-path.ts';
import {
  type FoundPost,
  newestPageNumber,
  type OutboxReader,
  postsOfPage,
  readActor,
  readPost,
} from '../../services/website/outbox-posts.ts';
import { newestFirst } from '../../services/website/post-index.ts';
import { atomFeed } from '../../website/atom-feed.ts';
import { indexPage, newestCount } from '../../website/pages/index-page.ts';
import { listPage } from '../../website/pages/list-page.ts';
import { postPage } from '../../website/pages/post-page.ts';
import { postPagePath } from '../../website/paths.ts';
import { type Sanitise, siteAuthor } from '../../website/site-author.ts';
import { type SitePost, sitePost } from '../../website/site-post.ts';
import type { Site } from '../../website/site.ts';

/** What somebody may ask for below `/@<name>/`. */
export type WantedPage =
  | { readonly type: 'index' }
  | { readonly type: 'feed' }
  | { readonly type: 'older'; readonly page: number }
  | { readonly type: 'post'; readonly rkey: Rkey };

export interface PagesRequest {
  readonly reader: OutboxReader;
  readonly sanitise: Sanitise;
  /** Origin that was asked, and below it `/@<name>/`. */
  readonly origin: string;
  readonly baseUrl: string;
}

/** Pages of the outbox looked through for enough top-level posts: somebody may have liked a hundred things since the last one. */
const pagesLookedThrough = 10;

/** One page or the feed, from documents that were verified just now. `gone`: the post has been deleted. */
export async function renderAccountPage(request: PagesRequest, wanted: WantedPage): Promise<string | 'gone' | undefined> {
  const { reader } = request;
  const actor = await readActor(reader);
  if (actor === undefined) return undefined;
  const author = siteAuthor(reader.did, actor, request.sanitise);
  const render = async (
    posts: readonly SitePost[],
    make: (site: Site, posts: readonly SitePost[]) => string,
  ): Promise<string> => {
    const named = [author.picture, ...posts.flatMap((post) => post.media.map(({ path }) => path))];
    const media = await mediaHere(
      reader,
      named.filter((path) => path !== undefined),
    );
    const { baseUrl, origin } = request;
    return make({ author, baseUrl, documentsUrl: `${origin}/`, inlineStyle: true, pageOf: pageOfRkey, media }, posts);
  };
  const shown = (found: readonly FoundPost[]): SitePost[] =>
    found.flatMap(({ post, document }) => sitePost(post, document, request.sanitise) ?? []).toSorted(newestFirst);

  if (wanted.type === 'post') {
    const found = await readPost(reader, objectPath(reader.did, wanted.rkey));
    if (found === undefined || found === 'gone') return found;
    return render(shown([found]), (site, [post]) => (post === undefined ? '' : postPage(site, post)));
  }
  if (wanted.type === 'older') {
    const { page } = wanted;
    const found = await postsOfPage(reader, page);
    if (found === undefined) return undefined;
    const newest = (await newestPageNumber(reader)) ?? page;
    return render(shown(found), (site, posts) =>
      listPage(site, {
        path: olderPath(page),
        heading: 'Older posts',
        posts,
        newer: page >= newest ? { path: './', label: 'Newest posts' } : { path: olderPath(page + 1), label: 'Newer posts' },
        ...(page > 0 && { older: { path: olderPath(page - 1), label: 'Older posts' } }),
      }),
    );
  }
  const newest = await newestTopLevel(request);
  if (newest === undefined) return undefined;
  return render(shown(newest.posts).slice(0, newestCount), (site, posts) =>
    wanted.type === 'feed' ? atomFeed(site, posts) : indexPage(site, { posts, months: [], older: newest.older }),
  );
}

/** Newest public posts that answer nobody, and the page from which on everything else can be read. */
async function newestTopLevel({
  reader,
  sanitise,
}: PagesRequest): Promise<{ readonly posts: readonly FoundPost[]; readonly older: string } | undefined> {
  const newest = await newestPageNumber(reader);
  if (newest === undefined) return undefined;
  const posts: FoundPost[] = [];
  const last = Math.max(0, newest - pagesLookedThrough + 1);
  for (let page = newest; page >= last && posts.length < newestCount; page--) {
    const found = (await postsOfPage(reader, page)) ?? [];
    posts.push(...found.filter(({ post, document }) => sitePost(post, document, sanitise)?.isTopLevel === true));
  }
  return { posts, older: olderPath(newest) };
}

const olderPath = (page: number): string => `page/${page}.html`;

/** A record key is a time; of imported posts it is another than that of writing, and the address still leads to the post. */
const pageOfRkey = (rkey: Rkey): string => postPagePath(timestampOf(rkeyToMs(rkey)), rkey);

async function mediaHere({ store, root }: OutboxReader, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const here = await Promise.all(
    paths.map(async (path) => {
      const located = await locatePath(store, root, path);
      return located.type === 'found' && (await store.has(located.cid)) ? [path] : [];
    }),
  );
  return new Set(here.flat());
}
