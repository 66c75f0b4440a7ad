import { inspect } from '../../protocol/activity-streams/inspect.ts';
import type { Did } from '../../protocol/brand.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { parseSigned } from '../../protocol/proof/signed-json.ts';
import { atomFeed } from '../../website/atom-feed.ts';
import { monthName } from '../../website/dates.ts';
import { hostFiles } from '../../website/hosts/host-files.ts';
import { siteIcon } from '../../website/icon.ts';
import { indexPage, newestCount } from '../../website/pages/index-page.ts';
import { listPage } from '../../website/pages/list-page.ts';
import { notFoundPage } from '../../website/pages/not-found-page.ts';
import { postPage } from '../../website/pages/post-page.ts';
import { monthPagePath, sitePaths } from '../../website/paths.ts';
import type { Sanitise } from '../../website/site-author.ts';
import { type SitePost, sitePost } from '../../website/site-post.ts';
import type { Site } from '../../website/site.ts';
import { stylesheet } from '../../website/stylesheet.ts';
import type { IndexedPost, PostIndex } from './post-index.ts';
import { bytesOf } from './read-documents.ts';
import type { SiteFile } from './site-files.ts';

/** Posts on one archive page. */
const postsPerPage = 100;

export interface HumanRequest {
  readonly site: Site;
  readonly index: PostIndex;
  readonly store: BlockStore;
  readonly did: Did;
  readonly sanitise: Sanitise;
  readonly origin: string | undefined;
}

interface Archived extends SiteFile {
  readonly newest?: readonly SitePost[];
}

/** Everything that is made from the documents: a page for each post and month, the first page, feed, files for hosts. */
export async function* humanFiles(request: HumanRequest): AsyncGenerator<SiteFile, void, undefined> {
  const { site, origin } = request;
  const months = request.index.months();
  const newest: SitePost[] = [];
  for await (const { newest: found = [], ...file } of archive(request, months)) {
    newest.push(...found.slice(0, newestCount - newest.length));
    yield file;
  }
  const feed = atomFeed(site, newest);
  const index = indexPage(site, {
    posts: newest,
    months: [...months].map(([month, posts]) => ({ month, posts: posts.length })),
  });
  yield textFile(sitePaths.style, stylesheet);
  yield textFile(sitePaths.icon, siteIcon);
  yield textFile(sitePaths.notFound, notFoundPage(site));
  for (const [path, text] of hostFiles(site.author, origin)) yield textFile(path, text);
  yield textFile(sitePaths.feed, feed);
  yield textFile(sitePaths.index, index);
}

async function* archive(
  request: HumanRequest,
  months: ReadonlyMap<string, readonly IndexedPost[]>,
): AsyncGenerator<Archived, void, undefined> {
  const parts = [...months].flatMap(([month, posts]) =>
    Array.from({ length: Math.ceil(posts.length / postsPerPage) }, (_, part) => ({
      month,
      part: part + 1,
      indexed: posts.slice(part * postsPerPage, (part + 1) * postsPerPage),
    })),
  );
  for (const [at, { month, part, indexed }] of parts.entries()) {
    const { site } = request;
    const posts = (await Promise.all(indexed.map((post) => readPost(request, post)))).flatMap((post) => post ?? []);
    for (const post of posts) yield textFile(post.page, postPage(site, post));
    const path = monthPagePath(month, part);
    const [newer, older] = [parts[at - 1], parts[at + 1]];
    const page = listPage(site, {
      path,
      heading: monthName(month),
      posts,
      ...(newer !== undefined && {
        newer: { path: monthPagePath(newer.month, newer.part), label: label('Newer', month, newer.month) },
      }),
      ...(older !== undefined && {
        older: { path: monthPagePath(older.month, older.part), label: label('Older', month, older.month) },
      }),
    });
    yield { ...textFile(path, page), newest: posts.filter((post) => post.isTopLevel) };
  }
}

const label = (direction: string, month: string, other: string): string =>
  month === other ? `${direction} posts` : monthName(other);

/** The post again, now to be shown. Its bytes have been verified; their CID has not changed since. */
async function readPost({ store, did, sanitise }: HumanRequest, { cid }: IndexedPost): Promise<SitePost | undefined> {
  const bytes = await bytesOf(store, { path: '', cid, totalBytes: 0 });
  const parsed = bytes === undefined ? undefined : parseSigned(bytes);
  if (parsed?.ok !== true) return undefined;
  const object = inspect(parsed.value, did, 'object');
  if (!object.ok || object.value.value.type === 'Tombstone') return undefined;
  return sitePost(object.value.value, object.value.document, sanitise);
}

const encoder = new TextEncoder();
const textFile = (path: string, text: string): SiteFile => ({ path, bytes: encoder.encode(text) });
