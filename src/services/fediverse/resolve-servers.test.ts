// The resolver and the network under it against servers that behave as their software does, and as servers do on bad days.
import { afterEach, describe, expect, it } from 'vitest';
import { createFediverseWeb } from '../../network/fediverse/fediverse-web.ts';
import { createGatewayTokens } from '../../network/gateways/gateway-tokens.ts';
import { startFeedSite } from '../../../tests/support/stand-ins/feed-site.ts';
import { startMastodon } from '../../../tests/support/stand-ins/mastodon.ts';
import { startMisskey } from '../../../tests/support/stand-ins/misskey.ts';
import { startPlainActivityPub } from '../../../tests/support/stand-ins/plain-activitypub.ts';
import { type StandIn, type StandInAnswer, tooManyRequests } from '../../../tests/support/stand-ins/stand-in.ts';
import { worldOf } from '../../../tests/support/stand-ins/world.ts';
import { systemTimers } from '../timers.ts';
import { createResolver } from './resolve.ts';

const servers: StandIn[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
const run = async <Server extends StandIn>(starting: Promise<Server>): Promise<Server> => {
  const server = await starting;
  servers.push(server);
  return server;
};
const atMs = Date.UTC(2026, 10, 22);
const people = Array.from({ length: 40 }, (_, index) => `person${index}`);
const world = worldOf(people.map((user) => ({ user, name: `The ${user}`, posts: [{ text: `Hello from ${user}`, atMs }] })));
const html: StandInAnswer = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Hello</title>' };

function start() {
  const nowMs = (): number => Date.now();
  const appBase = 'http://localhost:8787/';
  const web = createFediverseWeb({ appBase, gateways: () => [], tokens: createGatewayTokens(), nowMs, timers: systemTimers });
  const resolver = createResolver({ web, clock: { nowMs }, htmlToRichText: (text) => [text], appBase });
  return (text: string, lane: 'lookup' | 'import' = 'import') => resolver.resolve(text, { lane });
}

describe('people on servers', () => {
  it('are found on each kind of server, by about one question each', async () => {
    const resolve = start();
    const ways = [
      ['mastodon', await run(startMastodon(world, people))],
      ['misskey', await run(startMisskey(world, people))],
      ['activitypub', await run(startPlainActivityPub(world))],
    ] as const;
    for (const [way, server] of ways) {
      const first = await resolve(`person0@${server.host}`);
      expect(first).toMatchObject({
        ok: true,
        value: { way, acct: `acct:person0@${server.host}`, person: { name: 'The person0' } },
      });
      server.forgetRequests();
      const found = await Promise.all(people.slice(1, 21).map((user) => resolve(`@${user}@${server.host}`)));
      expect(found.filter(({ ok }) => ok)).toHaveLength(20);
      expect(server.total).toBe(way === 'activitypub' ? 40 : 20);
      expect(server.mostAtOnce).toBeLessThanOrEqual(2);
    }
  });

  it('are found by their pages, their ids and their posts', async () => {
    const resolve = start();
    const mastodon = await run(startMastodon(world, people));
    const misskey = await run(startMisskey(world, people));
    const plain = await run(startPlainActivityPub(world));
    for (const [text, way] of [
      [`${mastodon.origin}/@person1`, 'mastodon'],
      [`${mastodon.origin}/users/person1`, 'mastodon'],
      [`${misskey.origin}/@person1`, 'misskey'],
      [`${plain.origin}/actors/person1`, 'activitypub'],
    ] as const)
      expect(await resolve(text), text).toMatchObject({ ok: true, value: { way, person: { name: 'The person1' } } });
    expect(await resolve(`${plain.origin}/actors/person1/0`)).toMatchObject({
      ok: true,
      value: { post: `${plain.origin}/actors/person1/0`, person: { id: `${plain.origin}/actors/person1` } },
    });
  });

  it('who only have a feed are found by it', async () => {
    const [person] = [{ user: 'ann', name: 'Ann', posts: [{ text: 'A long read', atMs }] }];
    const site = await run(startFeedSite(person, { isOpen: true }));
    expect(await start()(`${site.origin}/`)).toMatchObject({ ok: true, value: { way: 'feed' } });
  });
});

describe('a server on a bad day', () => {
  const onBadDay = async (instead: () => StandInAnswer | undefined) => {
    const server = await run(startMastodon(world, people));
    server.manners.instead = instead;
    return { server, found: await start()(`person0@${server.host}`) };
  };

  it.each([
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [410, 'gone'],
    [500, 'unreachable'],
    [502, 'unreachable'],
  ] as const)('that answers %i leaves one in a state with a name: %s', async (status, type) => {
    const { server, found } = await onBadDay(() => ({ status, body: '' }));
    expect(found).toMatchObject({ ok: false, error: { type, host: server.host } });
    expect(server.total).toBe(1);
  });

  it('that has too much to do says until when', async () => {
    const { server, found } = await onBadDay(() => tooManyRequests(Date.now() + 120_000));
    expect(found).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    const retryAfterMs = !found.ok && found.error.type === 'unreachable' ? (found.error.retryAfterMs ?? 0) : 0;
    expect(retryAfterMs).toBeGreaterThan(100_000);
    expect(retryAfterMs).toBeLessThanOrEqual(120_000);
    expect(server.total).toBe(1);
  });

  it.each([
    ['a page for everything', html],
    ['nonsense', { headers: { 'content-type': 'application/json' }, body: '{"subject":' }],
    ['an empty answer', { body: '' }],
    ['null', { headers: { 'content-type': 'application/json' }, body: 'null' }],
    ['somebody else', { body: { subject: 'acct:person1@elsewhere.example', links: [] } }],
    ['a megabyte too much', { body: 'x'.repeat(2_000_000) }],
  ] as const)('that answers %s has nobody of that name', async (_, answer) => {
    const { found } = await onBadDay(() => answer);
    expect(found.ok).toBe(false);
    expect(found.ok ? '' : found.error.type).toMatch(/^(not-found|unreachable)$/);
  });

  it('that leads in circles is not reached, and is not asked for ever', async () => {
    const { server, found } = await onBadDay(() => ({
      status: 302,
      headers: { location: '/.well-known/webfinger?resource=again' },
    }));
    expect(found).toMatchObject({ ok: false, error: { type: 'unreachable', host: server.host } });
    expect(server.total).toBeLessThan(60);
  });

  it('does not keep others waiting, however many of its people are looked for', async () => {
    const dead = await run(startMastodon(world, people, { manners: { broken: true } }));
    const good = await run(startMastodon(world, people));
    const resolve = start();
    const lost = people.map((user) => resolve(`${user}@${dead.host}`));
    const found = await Promise.all(people.map((user) => resolve(`${user}@${good.host}`)));
    expect(found.every(({ ok }) => ok)).toBe(true);
    for (const answer of await Promise.all(lost)) expect(answer).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    expect(dead.total).toBeLessThan(10);
    expect(good.mostAtOnce).toBeLessThanOrEqual(2);
  });
});
