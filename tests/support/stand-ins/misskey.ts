import { noteId, noteJson, userId, userJson, type MisskeyServer } from './misskey-json.ts';
import { openToAll, startStandIn, type StandIn, type StandInAnswer, type StandInManners } from './stand-in.ts';
import { askedPerson, type StandInPerson, type World } from './world.ts';

/**
 * Misskey as whoever is not signed in sees it: WebFinger, and its interface of POSTs (`users/show`, `users/notes`, `notes/show`,
 * `notes/children`, `notes/conversation`, `meta`), all open to other origins.
 */
export function startMisskey(world: World, people: readonly string[], manners: StandInManners = {}): Promise<StandIn> {
  return startStandIn(({ method, url, body, headers }, origin) => {
    if (method === 'OPTIONS') {
      const asked = String(headers['access-control-request-headers'] ?? '');
      const open = { ...openToAll, 'access-control-allow-methods': 'GET, HEAD, POST', 'access-control-allow-headers': asked };
      return { status: 204, headers: open };
    }
    const server = { origin, world };
    if (url.pathname === '/.well-known/webfinger') return webfinger(url, server, people);
    const [, endpoint] = /^\/api\/([a-z/-]+)$/.exec(url.pathname) ?? [];
    if (endpoint === undefined) return undefined;
    if (method !== 'POST') return { status: 405, headers: openToAll, body: '' };
    return answer(endpoint, parameters(body), server, people);
  }, manners);
}

/** URLs are answered too, in lower case as everything that is asked there. */
function webfinger(url: URL, { origin, world }: MisskeyServer, people: readonly string[]): StandInAnswer {
  const resource = url.searchParams.get('resource') ?? '';
  const key = resource.startsWith(`${origin}/users/`) ? resource.slice(`${origin}/users/`.length) : undefined;
  const person = key === undefined ? askedPerson(world, resource, url.host, origin) : byKey(key, world, people);
  if (person === undefined || person.isSuspended === true) return { status: 404, headers: openToAll, body: '' };
  const body = {
    subject: `acct:${person.user}@${url.host}`,
    links: [
      { rel: 'self', type: 'application/activity+json', href: `${origin}/users/${userId(person.user)}` },
      { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: `${origin}/@${person.user}` },
      { rel: 'http://ostatus.org/schema/1.0/subscribe', template: `${origin}/authorize-follow?acct={uri}` },
    ],
  };
  return { headers: { ...openToAll, 'content-type': 'application/jrd+json', vary: 'Accept' }, body: JSON.stringify(body) };
}

type Parameters = Readonly<Record<string, unknown>>;

function answer(
  endpoint: string,
  parameters: Parameters | undefined,
  server: MisskeyServer,
  people: readonly string[],
): StandInAnswer {
  const { world } = server;
  if (parameters === undefined) return failed(400, 'INVALID_PARAM', 'Invalid param.');
  const limit = typeof parameters['limit'] === 'number' ? parameters['limit'] : 10;
  if (limit < 1 || limit > 100) return failed(400, 'INVALID_PARAM', 'Invalid param.');
  switch (endpoint) {
    case 'meta':
      return good({ version: '2026.10.0', uri: server.origin, name: 'A stand-in' });
    case 'users/show': {
      const { username, host, userId: key } = parameters;
      const isOwn = host === undefined || host === null || host === new URL(server.origin).host;
      const person = typeof username === 'string' ? (isOwn ? world.find(username) : undefined) : byKey(key, world, people);
      if (person === undefined) return failed(404, 'NO_SUCH_USER', 'No such user.');
      if (person.isSuspended === true) return failed(403, 'USER_SUSPENDED', 'User is suspended.');
      return good(userJson(person));
    }
    case 'users/notes': {
      const person = byKey(parameters['userId'], world, people);
      return person === undefined
        ? failed(400, 'NO_SUCH_USER', 'No such user.')
        : good(notesOf(person, parameters, limit, server));
    }
    default: {
      const found = findNote(parameters['noteId'], world, people);
      if (found === undefined) return failed(400, 'NO_SUCH_NOTE', 'No such note.');
      if (endpoint === 'notes/show') return good(noteJson(found.person, found.index, server));
      if (endpoint === 'notes/children') return good(children(found, server, people).slice(0, limit));
      if (endpoint === 'notes/conversation') return good(conversation(found, server).slice(0, limit));
      return failed(404, 'UNKNOWN_ENDPOINT', 'Unknown endpoint.');
    }
  }
}

/** Newest first. Followers' notes are in no list of strangers; direct ones neither. */
function notesOf(
  person: StandInPerson,
  { untilId, sinceId, withRenotes, withReplies }: Parameters,
  limit: number,
  server: MisskeyServer,
): unknown[] {
  return [...person.posts.entries()]
    .filter(([, { visibility = 'public' }]) => visibility === 'public' || visibility === 'unlisted')
    .filter(
      ([, post]) => (withRenotes !== false || post.boosts === undefined) && (withReplies === true || post.answers === undefined),
    )
    .map(([index, post]) => ({ index, id: noteId(post, index) }))
    .filter(({ id }) => (typeof untilId !== 'string' || id < untilId) && (typeof sinceId !== 'string' || id > sinceId))
    .toSorted((a, b) => (a.id > b.id ? -1 : 1))
    .slice(0, limit)
    .map(({ index }) => noteJson(person, index, server));
}

interface Found {
  readonly person: StandInPerson;
  readonly index: number;
}

function findNote(id: unknown, world: World, people: readonly string[]): Found | undefined {
  for (const user of people) {
    const person = world.find(user);
    const index = person?.posts.findIndex((post, index) => noteId(post, index) === id) ?? -1;
    if (person !== undefined && index !== -1) return { person, index };
  }
  return undefined;
}

const children = ({ person, index }: Found, server: MisskeyServer, people: readonly string[]): unknown[] =>
  people.flatMap((user) => {
    const author = server.world.find(user);
    return (author?.posts ?? []).flatMap(({ answers }, at) => {
      const isAnswer = answers?.user.toLowerCase() === person.user.toLowerCase() && answers.index === index;
      return isAnswer && author !== undefined ? [noteJson(author, at, server)] : [];
    });
  });

/** Nearest first. */
function conversation({ person, index }: Found, server: MisskeyServer): unknown[] {
  const above: unknown[] = [];
  for (let ref = person.posts[index]?.answers; ref !== undefined;) {
    const author = server.world.find(ref.user);
    if (author === undefined) break;
    above.push(noteJson(author, ref.index, server));
    ref = author.posts[ref.index]?.answers;
  }
  return above;
}

const byKey = (key: unknown, world: World, people: readonly string[]): StandInPerson | undefined =>
  people.map((user) => world.find(user)).find((person) => person !== undefined && userId(person.user) === key);

const good = (body: unknown): StandInAnswer => ({ headers: openToAll, body });

const failed = (status: number, code: string, message: string): StandInAnswer => ({
  status,
  headers: openToAll,
  body: { error: { message, code, id: '00000000-0000-0000-0000-000000000000', kind: 'client' } },
});

function parameters(body: string): Parameters | undefined {
  try {
    const json: unknown = JSON.parse(body === '' ? '{}' : body);
    return typeof json === 'object' && json !== null ? (json as Parameters) : undefined;
  } catch {
    return undefined;
  }
}
