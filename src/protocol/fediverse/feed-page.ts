import type { ObjectId } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import { plainText } from '../plain-text.ts';
import type { PersonRecord, PostRecord } from '../ports/records.ts';
import { hostContent } from '../reader/host-content.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { Acct } from './acct.ts';
import { formatAcct } from './acct.ts';
import type { FeedEntry, FeedSource } from './feed-source.ts';
import { readFeed } from './feed-source.ts';
import { mediaTypeOf } from './media-type.ts';
import type { Expected, FoundPerson, PersonError, Reading, RemotePage } from './reading.ts';
import { isSameHost, webId } from './reading.ts';
import { draftPage } from './remote-page.ts';
import { remotePerson } from './remote-person.ts';
import { audienceMembers, remotePost } from './remote-post.ts';

const mostTags = 10;
const longestKey = 500;

/**
 * Whom a feed (Atom, RSS, JSON Feed) is of. Their id is the one that is expected, else the page that the feed names if it lies on the
 * feed's own host, else the feed's address.
 */
export function feedPerson(
  text: string,
  reading: Reading,
  feedUrl: string,
  expected: Expected = {},
): Result<FoundPerson, PersonError> {
  const feed = readFeed(text);
  if (feed === undefined) return err({ type: 'malformed' });
  const person = personOf(feed, reading, feedUrl, expected);
  return person === undefined ? err({ type: 'somebody-else' }) : ok({ person, source: feedUrl });
}

/**
 * The entries of a feed as posts of one person. Ids are what the feed calls its entries, if that is an address on its own host, else
 * their links there, else the feed's address with a fragment: nobody's feed can write over others' posts.
 */
export function feedPage(
  text: string,
  reading: Reading,
  feedUrl: string,
  expected: Expected = {},
): Result<RemotePage, PersonError> {
  const feed = readFeed(text);
  if (feed === undefined) return err({ type: 'malformed' });
  const person = personOf(feed, reading, feedUrl, expected);
  if (person === undefined) return err({ type: 'somebody-else' });
  const draft = draftPage();
  draft.addPerson(person);
  for (const entry of feed.entries) {
    const post = postOf(entry, feed, { reading, feedUrl, author: person.id as ObjectId });
    if (post === undefined) draft.refuse();
    else draft.addPost(post);
  }
  const older = webId(resolved(feed.next, feedUrl), reading);
  return ok(draft.page({ ...(older !== undefined && isSameHost(older, feedUrl) && older !== feedUrl && { older }) }));
}

function personOf(feed: FeedSource, reading: Reading, feedUrl: string, expected: Expected): PersonRecord | undefined {
  const host = new URL(feedUrl).host;
  const home = webId(resolved(feed.home, feedUrl), reading);
  const isOwnHome = home !== undefined && isSameHost(home, feedUrl);
  const id = expected.id ?? (isOwnHome ? home : webId(feedUrl, reading));
  if (id === undefined || !isSameHost(id, feedUrl) || !isSameHost(feedUrl, reading.origin)) return undefined;
  const actor: JsonObject = {
    type: 'Person',
    name: nameOf(feed.title, expected.acct),
    summary: feed.summary,
    url: home ?? feedUrl,
    icon: { url: resolved(feed.picture, feedUrl) },
  };
  return remotePerson(actor, { id, username: expected.acct?.label ?? `${host}@${host}` }, reading);
}

/** GoToSocial's feeds are called "Posts from @ada@host": that is an address, no name. */
const nameOf = (title: string, acct: Acct | undefined): string =>
  acct !== undefined && title.toLowerCase().includes(formatAcct(acct.acct)) ? acct.user : title;

interface PostParts {
  readonly reading: Reading;
  readonly feedUrl: string;
  readonly author: ObjectId;
}

function postOf(entry: FeedEntry, feed: FeedSource, { reading, feedUrl, author }: PostParts): PostRecord | undefined {
  const link = resolved(entry.link, feedUrl);
  const id = idOfEntry(entry, link, feedUrl, reading);
  const object: JsonObject = {
    ...(id !== undefined && { id }),
    type: entry.title === '' ? 'Note' : 'Article',
    attributedTo: author,
    published: entry.published,
    updated: entry.updated,
    url: link,
    content: entry.html,
    ...audienceMembers('public'),
    ...(feed.language !== '' && { contentMap: { [feed.language]: '' } }),
    tag: entry.tags.slice(0, mostTags).flatMap((tag) => (/^[\p{L}\p{N}_-]{1,60}$/u.test(tag) ? [hashtag(tag)] : [])),
    attachment: entry.files.map(({ url, mediaType, description }) => ({
      url: resolved(url, feedUrl),
      mediaType: mediaType === '' ? mediaTypeOf(url, '') : mediaType,
      name: description,
    })),
  };
  const content = hostContent(object, reading.htmlToRichText);
  const repeats = plainText(content).startsWith(entry.title.replace(/(?:…|\.{3})$/, '').trim());
  const title = repeats ? [] : ([{ tag: 'p', children: [{ tag: 'strong', children: [entry.title] }] }] as const);
  return remotePost(object, reading, { content: [...title, ...content] });
}

/** The same entry has the same id at every reading. */
function idOfEntry({ key }: FeedEntry, link: string, feedUrl: string, reading: Reading): ObjectId | undefined {
  const own = [key, link].map((text) => webId(text, reading)).find((id) => id !== undefined && isSameHost(id, feedUrl));
  const name = key === '' ? link : key;
  if (own !== undefined || name === '') return own;
  return webId(`${feedUrl.split('#', 1)[0] ?? ''}#${encodeURIComponent(name.slice(0, longestKey))}`, reading);
}

const hashtag = (name: string): JsonObject => ({ type: 'Hashtag', name: `#${name}` });

const resolved = (url: string, base: string): string =>
  url !== '' && url.length <= 2048 && URL.canParse(url, base) ? new URL(url, base).href : '';
