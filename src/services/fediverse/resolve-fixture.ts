import { createFakeFediverse, type FakeFediverse } from '../testing/fake-fediverse.ts';
import { createResolver, type Resolver } from './resolve.ts';

export const jrd = 'application/jrd+json';
export const activity = 'application/activity+json';
export const pageLinks = 'application/vnd.pollen.links+json';

/** Where a server is asked by WebFinger. */
export const finger = (host: string, resource: string): string =>
  `https://${host}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`;

/** Somebody as Mastodon's interface shows them. */
export const account = (host: string, user: string, more: object = {}): object => ({
  id: '109',
  username: user,
  acct: user,
  display_name: `The ${user}`,
  note: '<p>Hello</p>',
  url: `https://${host}/@${user}`,
  uri: `https://${host}/users/${user}`,
  ...more,
});

export const actor = (id: string, more: object = {}): object => ({
  '@context': 'https://www.w3.org/ns/activitystreams',
  id,
  type: 'Person',
  preferredUsername: id.split('/').at(-1),
  outbox: `${id}/outbox`,
  ...more,
});

export interface ResolveWorld {
  readonly servers: FakeFediverse;
  resolve(text: string): ReturnType<Resolver['resolve']>;
  /** What `host` says by WebFinger of an address, whose actor is `self`. */
  serveFinger(host: string, acct: string, self: string): void;
  serveMastodon(host: string, user: string, more?: object): void;
}

export function createResolveWorld(): ResolveWorld {
  const servers = createFakeFediverse();
  const resolver = createResolver({
    web: servers.web,
    clock: { nowMs: () => Date.parse('2026-11-22T12:00:00Z') },
    htmlToRichText: (html) => [html.replaceAll(/<[^>]*>/g, '')],
    appBase: 'https://app.example/',
  });
  const world: ResolveWorld = {
    servers,
    resolve: (text) => resolver.resolve(text, { lane: 'lookup' }),
    serveFinger(host, acct, self) {
      const links = [{ rel: 'self', type: activity, href: self }];
      servers.serve(finger(host, `acct:${acct}`), { subject: `acct:${acct}`, links }, { contentType: jrd });
    },
    serveMastodon(host, user, more = {}) {
      world.serveFinger(host, `${user}@${host}`, `https://${host}/users/${user}`);
      servers.serve(`https://${host}/api/v1/accounts/lookup?acct=${user}`, account(host, user, more));
    },
  };
  return world;
}
