import { activityType, actorJson, noteJson, outboxJson, type Addresses } from './activity-json.ts';
import { rssText } from './feed-text.ts';
import { accountId, accountJson, statusId, statusJson, type MastodonServer } from './mastodon-json.ts';
import {
  openToAll,
  startStandIn,
  type StandIn,
  type StandInAnswer,
  type StandInManners,
  type StandInRequest,
} from './stand-in.ts';
import { askedPerson, escaped, isOpen, type StandInPerson, type World } from './world.ts';

const exposed = 'Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id';
const api = {
  ...openToAll,
  'access-control-expose-headers': exposed,
  'x-ratelimit-limit': '300',
  'x-ratelimit-remaining': '299',
};

export interface MastodonOptions {
  readonly manners?: StandInManners;
  /** Shows its interface only to people who are signed in (`DISALLOW_UNAUTHENTICATED_API_ACCESS`). */
  readonly isClosed?: boolean;
}

/**
 * Mastodon as whoever is not signed in sees it: WebFinger, lookup, statuses with paging, contexts, actors, outboxes, feeds; open to other
 * origins where its own configuration is (`/api/*`, `/.well-known/*`, `/@user`, `/users/user`; no outboxes, no notes, no feeds). `people`
 * are the user names of all that `world` finds.
 */
export function startMastodon(world: World, people: readonly string[], options: MastodonOptions = {}): Promise<StandIn> {
  return startStandIn((request, origin) => {
    const server = { origin, world };
    const { method, url } = request;
    const isApi = url.pathname.startsWith('/api/');
    if (method === 'OPTIONS') return preflight(request, isApi);
    if (isApi) {
      if (options.isClosed === true)
        return { status: 401, headers: api, body: { error: 'This method requires an authenticated user' } };
      return apiAnswer(url, server, people) ?? { status: 404, headers: api, body: { error: 'Record not found' } };
    }
    if (url.pathname === '/.well-known/webfinger') return webfinger(url, server);
    return pageAnswer(request, server);
  }, options.manners);
}

/** Only what the configuration opens answers what browsers ask before they ask. */
function preflight({ url, headers }: StandInRequest, isApi: boolean): StandInAnswer {
  const isOpenPath = isApi || url.pathname.startsWith('/.well-known/') || /^\/(?:@|users\/)[^/]+$/.test(url.pathname);
  const methods = isApi ? 'POST, PUT, DELETE, GET, PATCH, OPTIONS' : 'GET';
  const asked = headers['access-control-request-headers'] ?? '';
  return isOpenPath
    ? {
        headers: { ...openToAll, 'access-control-allow-methods': methods, 'access-control-allow-headers': String(asked) },
        body: '',
      }
    : { status: 404, body: '' };
}

function webfinger(url: URL, { origin, world }: MastodonServer): StandInAnswer {
  const person = askedPerson(world, url.searchParams.get('resource') ?? '', url.host, origin);
  if (person === undefined) return { status: 404, headers: openToAll, body: '' };
  if (person.isSuspended === true) return { status: 410, headers: openToAll, body: '' };
  const [page, actor] = [`${origin}/@${person.user}`, `${origin}/users/${person.user}`];
  const body = {
    subject: `acct:${person.user}@${url.host}`,
    aliases: [page, actor],
    links: [
      { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: page },
      { rel: 'self', type: 'application/activity+json', href: actor },
      { rel: 'http://ostatus.org/schema/1.0/subscribe', template: `${origin}/authorize_interaction?uri={uri}` },
    ],
  };
  return { headers: { ...openToAll, 'content-type': 'application/jrd+json; charset=utf-8' }, body: JSON.stringify(body) };
}

function apiAnswer(url: URL, server: MastodonServer, people: readonly string[]): StandInAnswer | undefined {
  const { world } = server;
  if (url.pathname === '/api/v2/instance')
    return { headers: api, body: { domain: url.host, title: 'A stand-in', version: '4.5.0', api_versions: { mastodon: 7 } } };
  if (url.pathname === '/api/v1/accounts/lookup') {
    const [user = '', host = url.host] = (url.searchParams.get('acct') ?? '').replace(/^@/, '').split('@');
    const person = host === url.host ? world.find(user) : undefined;
    return person && { headers: api, body: accountJson(person, server) };
  }
  const [, kind = '', id = '', rest] = /^\/api\/v1\/(accounts|statuses)\/(\d+)(?:\/(\w+))?$/.exec(url.pathname) ?? [];
  if (kind === 'accounts') {
    const person = people.map((user) => world.find(user)).find((person) => person && accountId(person.user) === id);
    if (person === undefined) return undefined;
    return rest === 'statuses' ? statuses(person, url, server) : { headers: api, body: accountJson(person, server) };
  }
  const found = kind === 'statuses' ? findStatus(id, world, people) : undefined;
  if (found === undefined) return undefined;
  if (rest === 'context') return { headers: api, body: contextOf(found, server, people) };
  return { headers: api, body: statusJson(found.person, found.index, server) };
}

/** Newest first; pages by `max_id`, `since_id`, `min_id`, with the Link header. */
function statuses(person: StandInPerson, url: URL, server: MastodonServer): StandInAnswer {
  const query = url.searchParams;
  const limit = Math.min(Number(query.get('limit') ?? 20) || 20, 40);
  const [below, above] = [query.get('max_id'), query.get('since_id') ?? query.get('min_id')].map((id) =>
    id === null ? undefined : BigInt(id),
  );
  const listed = [...person.posts.entries()]
    .map(([index, post]) => ({ index, post, id: BigInt(statusId(post, index)) }))
    .filter(({ post, id }) => isOpen(post) && (below === undefined || id < below) && (above === undefined || id > above))
    .filter(({ post }) => !(query.get('exclude_reblogs') === 'true' && post.boosts !== undefined))
    .filter(({ post }) => !(query.get('exclude_replies') === 'true' && post.answers !== undefined))
    .toSorted((a, b) => (a.id > b.id ? -1 : 1));
  const shown = query.get('pinned') === 'true' ? [] : query.has('min_id') ? listed.slice(-limit) : listed.slice(0, limit);
  const [first, last] = [shown[0], shown.at(-1)];
  const at = `${url.origin}${url.pathname}?limit=${limit}`;
  const link = `<${at}&max_id=${last?.id}>; rel="next", <${at}&min_id=${first?.id}>; rel="prev"`;
  return {
    headers: { ...api, ...(first !== undefined && { link }) },
    body: shown.map(({ index }) => statusJson(person, index, server)),
  };
}

interface Found {
  readonly person: StandInPerson;
  readonly index: number;
}

function findStatus(id: string, world: World, people: readonly string[]): Found | undefined {
  for (const user of people) {
    const person = world.find(user);
    const index = person?.posts.findIndex((post, index) => isOpen(post) && statusId(post, index) === id) ?? -1;
    if (person !== undefined && index !== -1) return { person, index };
  }
  return undefined;
}

function contextOf({ person, index }: Found, server: MastodonServer, people: readonly string[]): object {
  const { world } = server;
  const ancestors: unknown[] = [];
  for (let ref = person.posts[index]?.answers; ref !== undefined;) {
    const author = world.find(ref.user);
    const post = author?.posts[ref.index];
    if (author === undefined || post === undefined) break;
    ancestors.unshift(statusJson(author, ref.index, server));
    ref = post.answers;
  }
  const below = (user: string, at: number): unknown[] =>
    people.flatMap((name) => {
      const author = world.find(name);
      return (author?.posts ?? []).flatMap((post, index) => {
        const isAnswer = post.answers?.user.toLowerCase() === user.toLowerCase() && post.answers.index === at && isOpen(post);
        return isAnswer && author !== undefined ? [statusJson(author, index, server), ...below(author.user, index)] : [];
      });
    });
  return { ancestors, descendants: below(person.user, index) };
}

/** Pages, actors and documents beside the interface. */
function pageAnswer({ url, headers }: StandInRequest, { origin, world }: MastodonServer): StandInAnswer | undefined {
  const addresses = addressesOf(world, origin);
  const [, user = '', isFeed] = /^\/@([^/.]+)(\.rss)?$/.exec(url.pathname) ?? [];
  const named = world.find(user);
  if (named !== undefined && isFeed !== undefined)
    return { headers: { 'content-type': 'application/rss+xml; charset=utf-8' }, body: rssText(named, addresses) };
  const wantsJson = /json/.test(headers.accept ?? '');
  if (named !== undefined && !wantsJson) {
    const links = `<link href="${origin}/@${user}.rss" rel="alternate" type="application/rss+xml"><link href="${addresses.actor(named)}" rel="alternate" type="application/activity+json">`;
    const body = `<!DOCTYPE html><html><head><title>${escaped(named.name ?? user)}</title>${links}</head><body></body></html>`;
    return { headers: { ...openToAll, 'content-type': 'text/html; charset=utf-8' }, body };
  }
  const [, actor = user, rest, id] = /^\/users\/([^/]+)(?:\/(outbox|statuses\/(\d+)))?$/.exec(url.pathname) ?? [];
  const person = world.find(actor);
  if (person === undefined) return undefined;
  if (rest === undefined)
    return { headers: { ...openToAll, ...activityType }, body: JSON.stringify(actorJson(person, addresses)) };
  const index = person.posts.findIndex((post, index) => statusId(post, index) === id);
  const page = url.searchParams.has('page') ? url.href : undefined;
  const document = rest === 'outbox' ? outboxJson(person, addresses, page) : noteJson(person, index, addresses);
  return document && { headers: activityType, body: JSON.stringify(document) };
}

const addressesOf = (world: World, origin: string): Addresses => ({
  actor: ({ user }) => `${origin}/users/${user}`,
  page: ({ user }) => `${origin}/@${user}`,
  note: (person, index) => `${origin}/users/${person.user}/statuses/${idAt(person, index)}`,
  notePage: (person, index) => `${origin}/@${person.user}/${idAt(person, index)}`,
  personOf: (user) => world.find(user),
});

const idAt = ({ posts }: StandInPerson, index: number): string => {
  const post = posts[index];
  return post === undefined ? '0' : statusId(post, index);
};
