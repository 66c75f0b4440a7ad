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

describe('an address of the web', () => {
  it.each(['https://m.example/@ada', 'https://m.example/users/ada', 'https://other.example/@ada@m.example'])(
    'of a profile leads to the person: %s',
    async (url) => {
      world.serveMastodon('m.example', 'ada');
      expect(await resolve(url)).toMatchObject({ ok: true, value: { acct: 'acct:ada@m.example', key: '109' } });
      expect(servers.asked).toHaveLength(2);
    },
  );

  const status = (host: string, key: string, by: object) => ({
    id: key,
    uri: `https://${host}/users/ada/statuses/${key}`,
    url: `https://${host}/@ada/${key}`,
    created_at: '2026-11-01T00:00:00.000Z',
    visibility: 'public',
    content: '<p>Hi</p>',
    account: by,
    emojis: [],
    tags: [],
    mentions: [],
    media_attachments: [],
  });

  it('of a post on Mastodon leads to its author and the post, by one question', async () => {
    servers.serve('https://m.example/api/v1/statuses/111222', status('m.example', '111222', account('m.example', 'ada')));
    for (const path of ['/@ada/111222', '/users/ada/statuses/111222', '/web/statuses/111222']) {
      expect(await resolve(`https://m.example${path}`), path).toMatchObject({
        ok: true,
        value: { post: 'https://m.example/users/ada/statuses/111222', acct: 'acct:ada@m.example', way: 'mastodon', key: '109' },
      });
    }
    expect(servers.asked).toHaveLength(3);
  });

  it('of a post as another server shows it leads home', async () => {
    world.serveMastodon('m.example', 'ada');
    const there = { ...account('m.example', 'ada'), id: '7', acct: 'ada@m.example' };
    servers.serve('https://other.example/api/v1/statuses/999888', status('m.example', '111222', there));
    expect(await resolve('https://other.example/@ada@m.example/999888')).toMatchObject({
      ok: true,
      value: { post: 'https://m.example/users/ada/statuses/111222', key: '109', source: 'https://m.example' },
    });
  });

  it('of an actor or a note leads to the person by the name that the server confirms', async () => {
    const id = 'https://p.example/people/eve';
    world.serveFinger('p.example', 'eve@p.example', id);
    servers.serve(id, actor(id), { contentType: activity });
    servers.serve(
      'https://p.example/o/1',
      { id: 'https://p.example/o/1', type: 'Note', attributedTo: id, content: 'x' },
      { contentType: activity },
    );
    expect(await resolve(id)).toMatchObject({ ok: true, value: { acct: 'acct:eve@p.example', way: 'activitypub' } });
    expect(await resolve('https://p.example/o/1')).toMatchObject({
      ok: true,
      value: { acct: 'acct:eve@p.example', post: 'https://p.example/o/1' },
    });
  });

  it('of a note that is put into somebody else’s mouth leads to nobody', async () => {
    world.serveMastodon('m.example', 'ada');
    servers.serve(
      'https://evil.example/o/1',
      { id: 'https://evil.example/o/1', type: 'Note', attributedTo: 'https://m.example/users/ada', content: 'x' },
      { contentType: activity },
    );
    servers.serve(
      'https://evil.example/o/2',
      { id: 'https://m.example/o/2', type: 'Note', attributedTo: 'https://m.example/users/ada', content: 'x' },
      { contentType: activity },
    );
    expect((await resolve('https://evil.example/o/1')).ok).toBe(false);
    expect((await resolve('https://evil.example/o/2')).ok).toBe(false);
  });

  it('of a page leads to what the page stands for', async () => {
    const id = 'https://p.example/people/eve';
    world.serveFinger('p.example', 'eve@p.example', id);
    servers.serve(id, actor(id), { contentType: activity });
    servers.serve(
      'https://p.example/eve.html',
      { links: [{ rel: 'alternate', type: activity, href: id }] },
      { contentType: pageLinks },
    );
    expect(await resolve('https://p.example/eve.html')).toMatchObject({ ok: true, value: { acct: 'acct:eve@p.example' } });
  });

  it('of a blog leads to its feed, and the feed’s own address as well', async () => {
    const atom =
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><id>https://b.example/</id><link href="https://b.example/"/></feed>';
    servers.serve(
      'https://b.example/',
      { links: [{ rel: 'alternate', type: 'application/atom+xml', href: 'https://b.example/feed.xml' }] },
      { contentType: pageLinks },
    );
    servers.serve('https://b.example/feed.xml', atom, { contentType: 'application/atom+xml' });
    for (const url of ['https://b.example/', 'https://b.example/feed.xml']) {
      expect(await resolve(url), url).toMatchObject({
        ok: true,
        value: { way: 'feed', source: 'https://b.example/feed.xml', person: { id: 'https://b.example/', name: 'Blog' } },
      });
    }
  });

  it('of a closed server may still be named by WebFinger', async () => {
    const id = 'https://m.example/ap/users/1234';
    refuse(id, { type: 'refused', status: 401 });
    servers.serve(
      finger('m.example', id),
      { subject: 'acct:ada@m.example', aliases: [id], links: [{ rel: 'self', type: activity, href: id }] },
      { contentType: jrd },
    );
    servers.serve('https://m.example/api/v1/accounts/lookup?acct=ada', account('m.example', 'ada', { uri: id }));
    expect(await resolve(id)).toMatchObject({ ok: true, value: { person: { id }, acct: 'acct:ada@m.example' } });
  });

  it('of somebody’s own website on Pollen leads to Pollen', async () => {
    const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
    const found = { ok: false, error: { type: 'on-pollen', did, via: 'https://w.example' } };
    const href = `https://w.example/.well-known/apgateway/${did}/actor.jsonld`;
    const feed = { rel: 'alternate', type: 'application/atom+xml', href: 'https://w.example/feed.xml' };
    const links = [feed, { rel: 'alternate', type: activity, href }];
    servers.serve('https://w.example/', { links }, { contentType: pageLinks });
    expect(await resolve('https://w.example/')).toEqual(found);
    servers.serve('https://w.example/me', { id: `ap://${did}/actor.jsonld`, type: 'Person' }, { contentType: activity });
    expect(await resolve('https://w.example/me')).toEqual(found);
  });

  it('of an actor without an outbox leads to a feed, if there is one', async () => {
    const id = 'https://hub.example/channel/bob';
    servers.serve(id, actor(id, { outbox: undefined }), { contentType: activity });
    expect(await resolve(id)).toMatchObject({ ok: false, error: { type: 'not-found' } });
    servers.serve(
      finger('hub.example', 'acct:bob@hub.example'),
      {
        subject: 'acct:bob@hub.example',
        links: [{ rel: 'http://webfinger.net/rel/profile-page', href: 'https://hub.example/profile/bob' }],
      },
      { contentType: jrd },
    );
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Bob</title><id>${id}</id><link rel="alternate" href="${id}"/></feed>`;
    servers.serve('https://hub.example/feed/bob', atom, { contentType: 'application/atom+xml' });
    for (const text of ['bob@hub.example', id])
      expect(await resolve(text), text).toMatchObject({
        ok: true,
        value: { way: 'feed', acct: 'acct:bob@hub.example', person: { id }, source: 'https://hub.example/feed/bob' },
      });
  });

  it('that nobody knows is not found', async () => {
    expect(await resolve('https://m.example/nothing/here')).toEqual({
      ok: false,
      error: { type: 'not-found', host: 'm.example' },
    });
  });
});
