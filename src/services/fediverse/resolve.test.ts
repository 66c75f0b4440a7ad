import { beforeEach, describe, expect, it } from 'vitest';
import type { WebError } from '../../protocol/ports/fediverse.ts';
import { account, activity, actor, createResolveWorld, finger, jrd, pageLinks, type ResolveWorld } from './resolve-fixture.ts';

let servers: ResolveWorld['servers'];
let world: ResolveWorld;
beforeEach(() => {
  world = createResolveWorld();
  ({ servers } = world);
});
const resolve = (text: string) => world.resolve(text);
const refuse = (url: string, error: WebError): void => servers.serve(url, '', { refuse: error });

describe('an address', () => {
  it('on Mastodon costs two questions at first, and one when the server is known', async () => {
    world.serveMastodon('m.example', 'ada');
    world.serveMastodon('m.example', 'bob', { id: '110' });
    expect(await resolve('@Ada@M.example')).toMatchObject({
      ok: true,
      value: {
        acct: 'acct:ada@m.example',
        way: 'mastodon',
        source: 'https://m.example',
        key: '109',
        person: { id: 'https://m.example/users/ada', name: 'The ada', provenance: { type: 'host', host: 'm.example' } },
      },
    });
    expect(servers.asked).toHaveLength(2);
    expect(await resolve('bob@m.example')).toMatchObject({ ok: true, value: { key: '110' } });
    expect(servers.asked).toHaveLength(3);
    expect(await resolve('nobody@m.example')).toEqual({ ok: false, error: { type: 'not-found', host: 'm.example' } });
    expect(servers.asked).toHaveLength(4);
  });

  it('on Misskey is told by WebFinger', async () => {
    const links = [
      { rel: 'self', type: activity, href: 'https://k.example/users/9abcdefgh' },
      { rel: 'http://ostatus.org/schema/1.0/subscribe', template: 'https://k.example/authorize-follow?acct={uri}' },
    ];
    servers.serve(finger('k.example', 'acct:mi@k.example'), { subject: 'acct:mi@k.example', links }, { contentType: jrd });
    servers.serve('https://k.example/api/users/show', { id: '9abcdefgh', username: 'mi', host: null, name: 'Mi' });
    expect(await resolve('mi@k.example')).toMatchObject({
      ok: true,
      value: {
        way: 'misskey',
        source: 'https://k.example',
        key: '9abcdefgh',
        person: { id: 'https://k.example/users/9abcdefgh' },
      },
    });
    expect(servers.asked).toHaveLength(2);
    await resolve('mi@k.example');
    expect(servers.asked.slice(2)).toEqual(['https://k.example/api/users/show {"username":"mi"}']);
  });

  it('of a plain ActivityPub server leads to the actor', async () => {
    world.serveFinger('p.example', 'eve@p.example', 'https://p.example/people/eve');
    servers.serve('https://p.example/people/eve', actor('https://p.example/people/eve'), { contentType: activity });
    expect(await resolve('eve@p.example')).toMatchObject({
      ok: true,
      value: { way: 'activitypub', source: 'https://p.example/people/eve/outbox', acct: 'acct:eve@p.example' },
    });
  });

  it('of a server that shows nothing but a feed leads to the feed', async () => {
    world.serveFinger('g.example', 'gus@g.example', 'https://g.example/users/gus');
    for (const url of ['https://g.example/api/v1/accounts/lookup?acct=gus', 'https://g.example/users/gus'])
      refuse(url, { type: 'refused', status: 401 });
    expect(await resolve('gus@g.example')).toEqual({ ok: false, error: { type: 'forbidden', host: 'g.example' } });
    const links = [{ rel: 'alternate', type: 'application/rss+xml', href: 'https://g.example/@gus/feed.rss' }];
    servers.serve('https://g.example/@gus', { links }, { contentType: pageLinks });
    const rss = '<rss version="2.0"><channel><title>Gus</title><link>https://g.example/@gus</link></channel></rss>';
    servers.serve('https://g.example/@gus/feed.rss', rss, { contentType: 'application/rss+xml' });
    expect(await resolve('gus@g.example')).toMatchObject({
      ok: true,
      value: {
        way: 'feed',
        source: 'https://g.example/@gus/feed.rss',
        acct: 'acct:gus@g.example',
        person: { id: 'https://g.example/users/gus', name: 'Gus' },
      },
    });
  });

  it('under another name than its server is checked on both sides', async () => {
    world.serveFinger('example.org', 'ann@example.org', 'https://social.example.org/users/ann');
    servers.serve('https://social.example.org/api/v1/accounts/lookup?acct=ann', account('social.example.org', 'ann'));
    // Nobody says yes on the other side.
    expect(await resolve('ann@example.org')).toEqual({ ok: false, error: { type: 'not-found', host: 'social.example.org' } });
    servers.serve(
      finger('social.example.org', 'https://social.example.org/users/ann'),
      { subject: 'acct:ann@example.org', links: [{ rel: 'self', type: activity, href: 'https://social.example.org/users/ann' }] },
      { contentType: jrd },
    );
    expect(await resolve('ann@example.org')).toMatchObject({
      ok: true,
      value: { acct: 'acct:ann@example.org', source: 'https://social.example.org', person: { username: 'ann@example.org' } },
    });
    // By the server's own name one is led to the same.
    servers.serve(
      finger('social.example.org', 'acct:ann@social.example.org'),
      { subject: 'acct:ann@example.org', links: [] },
      { contentType: jrd },
    );
    expect(await resolve('@ann@social.example.org')).toMatchObject({ ok: true, value: { acct: 'acct:ann@example.org' } });
  });

  it('that claims somebody else’s actor does not give them its name', async () => {
    world.serveMastodon('m.example', 'ada');
    world.serveFinger('evil.example', 'ada@evil.example', 'https://m.example/users/ada');
    servers.serve(
      finger('m.example', 'https://m.example/users/ada'),
      { subject: 'acct:ada@m.example', links: [{ rel: 'self', type: activity, href: 'https://m.example/users/ada' }] },
      { contentType: jrd },
    );
    const found = await resolve('ada@evil.example');
    expect(found).toMatchObject({ ok: true, value: { acct: 'acct:ada@m.example', person: { username: 'ada@m.example' } } });
  });

  it('that is answered for somebody else is not found', async () => {
    servers.serve(finger('m.example', 'acct:ada@m.example'), { subject: 'acct:bob@m.example', links: [] }, { contentType: jrd });
    expect(await resolve('ada@m.example')).toEqual({ ok: false, error: { type: 'not-found', host: 'm.example' } });
    world.serveFinger('m.example', 'ada@m.example', 'https://m.example/users/ada');
    servers.serve('https://m.example/api/v1/accounts/lookup?acct=ada', account('m.example', 'bob'));
    expect(await resolve('ada@m.example')).toMatchObject({ ok: false, error: { type: 'not-found' } });
  });

  it('that leads in circles ends', async () => {
    const lead = (host: string, acct: string, to: string): void =>
      servers.serve(finger(host, `acct:${acct}`), { subject: `acct:${to}`, links: [] }, { contentType: jrd });
    lead('a.example', 'x@a.example', 'x@b.example');
    lead('b.example', 'x@b.example', 'x@a.example');
    expect(await resolve('x@a.example')).toEqual({ ok: false, error: { type: 'not-found', host: 'b.example' } });
    expect(servers.asked).toHaveLength(2);
  });

  it('that belongs to a key leads to Pollen', async () => {
    const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
    world.serveFinger('w.example', 'wera@w.example', `https://gateway.example/.well-known/apgateway/${did}/actor.jsonld`);
    expect(await resolve('wera@w.example')).toEqual({
      ok: false,
      error: { type: 'on-pollen', did, via: 'https://w.example' },
    });
  });

  it('of somebody who has moved is found, and says where to', async () => {
    world.serveMastodon('m.example', 'ada', { moved: account('new.example', 'ada', { acct: 'ada@new.example' }) });
    expect(await resolve('ada@m.example')).toMatchObject({
      ok: true,
      value: { person: { actor: { movedTo: 'https://new.example/users/ada' } } },
    });
  });

  it.each([
    [
      { type: 'refused', status: 410 },
      { type: 'gone', host: 'm.example' },
    ],
    [
      { type: 'refused', status: 404 },
      { type: 'not-found', host: 'm.example' },
    ],
    [
      { type: 'refused', status: 401 },
      { type: 'forbidden', host: 'm.example' },
    ],
    [
      { type: 'refused', status: 502 },
      { type: 'unreachable', host: 'm.example', reason: 'HTTP 502' },
    ],
    [
      { type: 'refused', status: 429, retryAfterMs: 5000 },
      { type: 'unreachable', host: 'm.example', reason: 'HTTP 429', retryAfterMs: 5000 },
    ],
    [{ type: 'timed-out' }, { type: 'unreachable', host: 'm.example', reason: 'timed-out' }],
  ] as const)('whose server answers %j is %j, and nothing more is asked', async (refused, error) => {
    refuse(finger('m.example', 'acct:ada@m.example'), refused);
    expect(await resolve('ada@m.example')).toEqual({ ok: false, error });
    expect(servers.asked).toHaveLength(1);
  });

  it.each([{ type: 'refused', status: 503, retryAfterMs: 60_000 }, { type: 'timed-out' }] as const)(
    'whose server has no time any more is left alone: %j',
    async (refused) => {
      world.serveMastodon('m.example', 'ada');
      refuse('https://m.example/api/v1/accounts/lookup?acct=ada', refused);
      expect(await resolve('ada@m.example')).toMatchObject({ ok: false, error: { type: 'unreachable' } });
      expect(servers.asked).toHaveLength(2);
    },
  );

  it('whose WebFinger cannot be read may still be known to the server’s own interface', async () => {
    world.serveMastodon('m.example', 'ada');
    refuse(finger('m.example', 'acct:ada@m.example'), { type: 'unreachable', reason: 'CORS' });
    expect(await resolve('ada@m.example')).toMatchObject({ ok: true, value: { way: 'mastodon' } });
    servers.serve(finger('m.example', 'acct:ada@m.example'), '<html>Not here</html>', { contentType: 'text/html' });
    expect(await resolve('ada@m.example')).toMatchObject({ ok: true, value: { way: 'mastodon' } });
    refuse(finger('dead.example', 'acct:ada@dead.example'), { type: 'unreachable', reason: 'no connection' });
    refuse('https://dead.example/api/v1/accounts/lookup?acct=ada', { type: 'unreachable', reason: 'no connection' });
    expect(await resolve('ada@dead.example')).toEqual({
      ok: false,
      error: { type: 'unreachable', host: 'dead.example', reason: 'no connection' },
    });
  });

  it('whose server answers pages for everything is not found', async () => {
    const page = { contentType: 'text/html' };
    world.serveFinger('h.example', 'ada@h.example', 'https://h.example/ada');
    for (const path of ['/api/v1/accounts/lookup?acct=ada', '/ada', '/@ada'])
      servers.serve(`https://h.example${path}`, '<html></html>', page);
    expect(await resolve('ada@h.example')).toEqual({ ok: false, error: { type: 'not-found', host: 'h.example' } });
  });

  it.each(['', 'ada', '@ada', 'ada@', 'ada@localhost', 'ada@10.0.0.1', 'http://', 'javascript:alert(1)', 'https://10.0.0.1/@a'])(
    'is not %j',
    async (text) => {
      expect(await resolve(text)).toEqual({ ok: false, error: { type: 'not-an-address' } });
      expect(servers.asked).toEqual([]);
    },
  );
});
