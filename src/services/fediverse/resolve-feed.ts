import type { Expected } from '../../protocol/fediverse/reading.ts';
import { pageLinksType, readPageLinks } from '../../protocol/fediverse/page-links.ts';
import { err } from '../../protocol/result.ts';
import { feedTypes, pageTypes, type ResolveAnswer, type ResolveAsk } from './resolve-ask.ts';
import { expected, failure, taken, type Target, type WayResult } from './resolve-target.ts';

const isFeedType = (type: string): boolean => /^application\/(?:atom\+xml|rss\+xml|feed\+json)$/.test(type);
export const isFeed = ({ type }: ResolveAnswer): boolean =>
  isFeedType(type) || type === 'application/xml' || type === 'text/xml' || type === 'application/rdf+xml';

/** The feed that WebFinger or the person's page names; where the page cannot be read, where servers have it. */
export async function byFeed(ask: ResolveAsk, target: Target): Promise<WayResult> {
  let last: WayResult = err({ why: { type: 'not-found', host: target.acct.host }, isLast: false });
  for (const url of await feedsOf(ask, target)) {
    const answer = await ask({ url, accept: feedTypes, allowGateway: true });
    if (!answer.ok) {
      // That there is no feed is no news: it was a guess.
      if (answer.error.type !== 'refused' || answer.error.retryAfterMs !== undefined) last = err(failure(answer.error, target));
      continue;
    }
    const found = await takeFeed(answer.value, expected(target));
    if (found.ok) return found;
  }
  return last;
}

/** Somebody whose posts stand in a feed; named by their address, if they have one, else by the feed. */
export async function takeFeed(answer: ResolveAnswer, who: Expected): Promise<WayResult> {
  const { feedPerson } = await import('../../protocol/fediverse/feed-page.ts');
  const text = new TextDecoder().decode(answer.bytes);
  const host = who.acct?.host ?? new URL(answer.url).host;
  return taken(feedPerson(text, answer.reading, answer.url, who), 'feed', answer.url, { ...who, host });
}

async function feedsOf(ask: ResolveAsk, { acct, id, origin, profile, feed }: Target): Promise<readonly string[]> {
  if (feed !== undefined) return [feed];
  const user = encodeURIComponent(acct.user);
  const page = await ask({ url: profile ?? `${origin}/@${user}`, accept: pageTypes, allowGateway: true });
  const named = page.ok && page.value.type === pageLinksType ? feedLinks(page.value.bytes) : [];
  if (named.length > 0) return named;
  // Of Mastodon and GoToSocial, Pleroma, Friendica and Hubzilla; not where a server shows an actor and its page, and no feed in it.
  const isSilent = page.ok ? id !== undefined : page.error.type !== 'unreachable' && id !== undefined;
  return isSilent ? [] : [`${origin}/@${user}.rss`, `${origin}/users/${user}/feed.atom`, `${origin}/feed/${user}`];
}

/** Feeds of a page, at most two; of a person, not of what others say about them. */
export const feedLinks = (bytes: Uint8Array): readonly string[] =>
  readPageLinks(bytes)
    .filter(({ rel, type, href }) => rel === 'alternate' && isFeedType(type) && !/comment|replies/i.test(href))
    .map(({ href }) => href)
    .slice(0, 2);
