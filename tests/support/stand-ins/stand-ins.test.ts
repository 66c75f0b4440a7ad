import { JSDOM } from 'jsdom';
import { afterEach, describe, expect, it } from 'vitest';
import { makeAcct } from '../../../src/protocol/fediverse/acct.ts';
import { actorPerson } from '../../../src/protocol/fediverse/actor-person.ts';
import { activityPubNote } from '../../../src/protocol/fediverse/activity-pub-note.ts';
import { readJson } from '../../../src/protocol/fediverse/clean-json.ts';
import { feedPage } from '../../../src/protocol/fediverse/feed-page.ts';
import { mastodonAccount } from '../../../src/protocol/fediverse/mastodon-account.ts';
import { mastodonContext, mastodonStatuses } from '../../../src/protocol/fediverse/mastodon-status.ts';
import { misskeyNotes } from '../../../src/protocol/fediverse/misskey-note.ts';
import { misskeyUser } from '../../../src/protocol/fediverse/misskey-user.ts';
import { outboxPage } from '../../../src/protocol/fediverse/outbox-page.ts';
import type { FoundPerson, Reading, RemotePage } from '../../../src/protocol/fediverse/reading.ts';
import { checkFinger, webfingerUrl } from '../../../src/protocol/fediverse/webfinger.ts';
import { plainText } from '../../../src/protocol/plain-text.ts';
import type { ObjectId } from '../../../src/protocol/brand.ts';
import { createSanitiser } from '../../../src/services/sanitise.ts';
import { startFeedSite } from './feed-site.ts';
import { startManyHosts } from './many-hosts.ts';
import { startMastodon } from './mastodon.ts';
import { startMisskey } from './misskey.ts';
import { startPlainActivityPub } from './plain-activitypub.ts';
import { tooManyRequests, type StandIn } from './stand-in.ts';
import { worldOf, type StandInPerson, type StandInPost } from './world.ts';

const nowMs = Date.UTC(2026, 10, 22, 12);
const htmlToRichText = createSanitiser(new JSDOM('').window);
const hour = 3_600_000;

const foreign = {
  user: 'cleo',
  host: 'elsewhere.example',
  actor: 'https://elsewhere.example/users/cleo',
  id: 'https://elsewhere.example/users/cleo/statuses/5',
  html: '<p>From afar</p>',
  atMs: nowMs - 9 * hour,
};

const posts: StandInPost[] = [
  { text: 'First\n\nSee https://example.org/x', atMs: nowMs - 8 * hour, tags: ['bees'], language: 'en', counts: { likes: 4 } },
  { text: 'Followers only', atMs: nowMs - 7 * hour, visibility: 'private' },
  { text: 'To one', atMs: nowMs - 6 * hour, visibility: 'direct' },
  { text: 'Answering myself', atMs: nowMs - 5 * hour, answers: { user: 'ada', index: 0 }, visibility: 'unlisted' },
  {
    text: 'Which?',
    atMs: nowMs - 4 * hour,
    poll: { options: [{ title: 'This', votes: 2 }, { title: 'That', votes: 1 }], endsMs: nowMs + hour, voters: 3 },
  },
  { text: '', atMs: nowMs - 3 * hour, boosts: foreign },
  { text: '', atMs: nowMs - 2 * hour, boosts: { user: 'bob', index: 0 } },
  {
    text: 'Look',
    atMs: nowMs - hour,
    warning: 'Spiders',
    pictures: [{ url: 'https://media.example/a.png', description: 'A spider', width: 10, height: 20 }],
  },
]; // prettier-ignore

const ada: StandInPerson = {
  user: 'Ada',
  name: 'Ada :bee:',
  bio: 'Keeps bees',
  fields: [{ name: 'Web', value: 'https://ada.example/' }],
  avatar: 'https://media.example/ada.png',
  emoji: { bee: 'https://media.example/bee.png' },
  isLocked: true,
  posts,
};
const bob: StandInPerson = { user: 'bob', posts: [{ text: "Bob's", atMs: nowMs - 20 * hour }] };
const people = ['Ada', 'bob'];
const world = worldOf([ada, bob]);

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});
const run = async <T extends { close(): Promise<void> }>(server: Promise<T>): Promise<T> => {
  running.push(await server);
  return server;
};

const readingOf = ({ origin }: StandIn): Reading => ({ origin, nowMs, htmlToRichText });
const json = async (url: string, init?: RequestInit): Promise<unknown> => {
  const response = await fetch(url, init);
  expect(response.status).toBe(200);
  return readJson(new Uint8Array(await response.arrayBuffer()));
};
const post = (body: object): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });

async function finger(server: StandIn, user: string): Promise<ObjectId> {
  const acct = makeAcct(user, server.host, server.origin);
  if (acct === undefined) throw new Error('no address');
  const checked = checkFinger(await json(webfingerUrl(server.origin, acct)), acct, server.origin);
  if (!checked.ok || checked.value.self === undefined) throw new Error('not found');
  const { self } = checked.value;
  expect(checkFinger(await json(webfingerUrl(server.origin, { url: self })), { url: self }, server.origin)).toEqual(checked);
  return self;
}

function shown({ posts }: RemotePage): object[] {
  return posts.map(({ content, object, boostOf, inReplyTo }) => ({
    text: plainText(content),
    ...(object['type'] !== 'Note' && { type: object['type'] }),
    ...(object['summary'] !== undefined && { warning: object['summary'] }),
    ...(boostOf !== undefined && { boostOf }),
    ...(inReplyTo !== undefined && { inReplyTo }),
  }));
}

/** Of somebody's posts: what strangers may see, newest first, whatever the server. */
const expected = (first: string, bobs: string, relayed: readonly object[]): object[] => [
  { text: 'Look', warning: 'Spiders' },
  ...relayed.slice(0, 1),
  { text: '', type: 'Announce', boostOf: bobs },
  ...relayed.slice(1),
  { text: '', type: 'Announce', boostOf: foreign.id },
  { text: 'Which?', type: 'Question' },
  { text: 'Answering myself', inReplyTo: first },
  { text: 'First\n\nSee https://example.org/x' },
];
const sorted = (posts: object[]): string[] => posts.map((post) => JSON.stringify(post, Object.keys(post).toSorted())).toSorted();

function found(result: { ok: true; value: FoundPerson } | { ok: false; error: unknown }): FoundPerson {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('stand-ins of servers, read by the app', () => {
  it('Mastodon', async () => {
    const server = await run(startMastodon(world, people));
    const reading = readingOf(server);
    const self = await finger(server, 'ada');
    const lookup = await json(`${server.origin}/api/v1/accounts/lookup?acct=ada`);
    const { person, key = '' } = found(mastodonAccount(lookup, reading, { id: self }));
    expect(person).toMatchObject({
      id: self,
      name: 'Ada :bee:',
      username: `Ada@${server.host}`,
      icon: 'https://media.example/ada.png',
      actor: { manuallyApprovesFollowers: true, url: `${server.origin}/@Ada`, tag: [{ type: 'Emoji', name: ':bee:' }] },
    });
    expect(person.actor['attachment']).toEqual([
      {
        type: 'PropertyValue',
        name: 'Web',
        value: [{ tag: 'a', children: ['https://ada.example/'], href: 'https://ada.example/' }],
      },
    ]);
    const url = `${server.origin}/api/v1/accounts/${key}/statuses`;
    const page = mastodonStatuses(await json(url), reading, { id: self, key });
    const firstId = page.posts.at(-1)?.id ?? '';
    const bobs = { text: "Bob's" };
    expect(sorted(shown(page))).toEqual(
      sorted(
        expected(firstId, page.posts.find(({ author }) => author.endsWith('/bob'))?.id ?? '', [bobs, { text: 'From afar' }]),
      ),
    );
    expect(page.posts.every(({ provenance }) => provenance.type === 'host' && provenance.host === server.host)).toBe(true);
    expect(page.people.map(({ username }) => username).toSorted()).toEqual(
      [`Ada@${server.host}`, `bob@${server.host}`, 'cleo@elsewhere.example'].toSorted(),
    );
    expect(page.refused).toBe(0);

    const newest = mastodonStatuses(await json(`${url}?limit=2`), reading, { id: self, key });
    const rest = mastodonStatuses(await json(`${url}?max_id=${newest.older}`), reading, { id: self, key });
    expect(new Set([...newest.posts, ...rest.posts].map(({ id }) => id))).toEqual(new Set(page.posts.map(({ id }) => id)));
    expect(await json(`${url}?since_id=${page.newest}`)).toEqual([]);
    const { api } = page.posts.at(-1)?.object ?? {};
    const context = mastodonContext(
      await json(`${server.origin}/api/v1/statuses/${(api as { key: string }).key}/context`),
      reading,
    );
    expect(shown(context)).toEqual([{ text: 'Answering myself', inReplyTo: firstId }]);
  });

  it('Mastodon tells pages of other origins what its configuration opens, no more', async () => {
    const server = await run(startMastodon(world, people));
    const cors = async (path: string, init?: RequestInit): Promise<string | null> =>
      (await fetch(server.origin + path, init)).headers.get('access-control-allow-origin');
    expect(await cors('/api/v1/accounts/lookup?acct=ada')).toBe('*');
    expect(await cors('/.well-known/webfinger?resource=x')).toBe('*');
    expect(await cors('/@ada')).toBe('*');
    expect(await cors('/users/ada', { headers: { accept: 'application/activity+json' } })).toBe('*');
    expect(await cors('/users/ada/outbox')).toBeNull();
    expect(await cors('/@ada.rss')).toBeNull();
    expect(await cors('/api/v1/x', { method: 'OPTIONS' })).toBe('*');
    expect(await cors('/users/ada/outbox', { method: 'OPTIONS' })).toBeNull();
  });

  it('answers 304, 401, 429 and lies when told to', async () => {
    const server = await run(startMastodon(world, people));
    const url = `${server.origin}/api/v1/accounts/lookup?acct=ada`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    server.manners.instead = () => tooManyRequests(nowMs, 30);
    const limited = await fetch(url);
    expect([limited.status, limited.headers.get('retry-after'), limited.headers.get('x-ratelimit-remaining')]).toEqual([
      429,
      '30',
      '0',
    ]);
    expect(server.total).toBe(3);
    const closed = await run(startMastodon(world, people, { isClosed: true }));
    expect((await fetch(`${closed.origin}/api/v1/accounts/lookup?acct=ada`)).status).toBe(401);
  });

  it('Misskey', async () => {
    const server = await run(startMisskey(world, people));
    const reading = readingOf(server);
    const self = await finger(server, 'ada');
    const ask = (endpoint: string, body: object): Promise<unknown> => json(`${server.origin}/api/${endpoint}`, post(body));
    const { person, key = '' } = found(misskeyUser(await ask('users/show', { username: 'ada' }), reading, { id: self }));
    expect(person).toMatchObject({
      id: self,
      name: 'Ada :bee:',
      username: `Ada@${server.host}`,
      summary: [{ children: ['Keeps bees'] }],
    });
    const page = misskeyNotes(await ask('users/notes', { userId: key, limit: 20, withReplies: true }), reading, {
      id: self,
      key,
    });
    const bobs = page.posts.find(({ content }) => plainText(content) === "Bob's")?.id ?? '';
    const relayed = [{ text: "Bob's" }, { text: 'From afar' }];
    expect(sorted(shown(page))).toEqual(sorted(expected(page.posts.at(-1)?.id ?? '', bobs, relayed)));
    expect(page.people.map(({ id }) => id)).toContain(foreign.actor);
    const { api } = page.posts.at(-1)?.object ?? {};
    const children = misskeyNotes(await ask('notes/children', { noteId: (api as { key: string }).key }), reading);
    expect(shown(children)).toContainEqual({ text: 'Answering myself', inReplyTo: page.posts.at(-1)?.id });
  });

  it('plain ActivityPub, which only a gateway may read', async () => {
    const server = await run(startPlainActivityPub(world));
    const reading = readingOf(server);
    const self = await finger(server, 'ada');
    const accept = { headers: { accept: 'application/activity+json' } };
    expect((await fetch(self, accept)).headers.get('access-control-allow-origin')).toBeNull();
    const { person, source = '' } = found(actorPerson(await json(self, accept), reading, { id: self }));
    expect(person).toMatchObject({ id: self, name: 'Ada :bee:', actor: { manuallyApprovesFollowers: true } });
    const outbox = outboxPage(await json(source, accept), reading, { id: self });
    expect(outbox).toMatchObject({ posts: [], older: `${source}?page=true` });
    const page = outboxPage(await json(outbox.older ?? '', accept), reading, { id: self });
    const bobs = `${server.origin}/actors/bob/0`;
    expect(sorted(shown(page))).toEqual(sorted(expected(`${self}/0`, bobs, [])));
    expect(page.references).toEqual([bobs, foreign.id]);
    expect(shown(activityPubNote(await json(bobs, accept), reading))).toEqual([{ text: "Bob's" }]);
  });

  it('a site with feeds', async () => {
    const server = await run(startFeedSite({ ...ada, posts: posts.slice(0, 2) }));
    const reading = readingOf(server);
    const home = await (await fetch(server.origin)).text();
    expect(home).toContain('application/atom+xml');
    for (const path of ['/atom.xml', '/rss.xml']) {
      const url = server.origin + path;
      const page = feedPage(await (await fetch(url)).text(), reading, url);
      expect(page).toMatchObject({ ok: true, value: { people: [{ id: `${server.origin}/`, name: 'Ada :bee:' }] } });
      if (!page.ok) return;
      expect(page.value.posts.map(({ id }) => id)).toEqual([`${server.origin}/posts/0`]);
      expect(plainText(page.value.posts[0]?.content ?? [])).toBe('First\n\nSee https://example.org/x');
    }
  });

  it('many hosts, some dead and some slow', async () => {
    const hosts = await run(startManyHosts({ hosts: 40, peoplePerHost: 3, deadShare: 0.05, slowShare: 0.05, slowMs: 1, nowMs }));
    expect([hosts.people.length, hosts.dead.length, hosts.slow.length]).toEqual([120, 2, 2]);
    const alive = hosts.servers.find(({ host }) => !hosts.dead.includes(host));
    if (alive === undefined) throw new Error('all are dead');
    const self = await finger(alive, 'person2');
    const lookup = await json(`${alive.origin}/api/v1/accounts/lookup?acct=person2`);
    const { key } = found(mastodonAccount(lookup, readingOf(alive), { id: self }));
    expect(await json(`${alive.origin}/api/v1/accounts/${key}/statuses`)).toHaveLength(5);
    expect(hosts.total).toBe(4);
    expect(hosts.mostAtOncePerHost).toBe(1);
    await expect(fetch(`http://${hosts.dead[0]}/`)).rejects.toThrow();
  });
});
