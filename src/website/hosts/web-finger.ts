import { formatAddress } from '../../protocol/identity/address.ts';
import { accountPaths } from '../../protocol/identity/paths.ts';
import { markup } from '../markup.ts';
import { sitePaths } from '../paths.ts';
import type { SiteAuthor } from '../site-author.ts';

/**
 * WebFinger answer (RFC 7033) for a host that serves this one account: a static file, so it answers whatever is asked. `self` is the
 * actor's web address; the IPNS name, which works without any host, comes last, and without a type: Friendica takes the last `self` of
 * type `application/activity+json`, Mastodon the first.
 */
export function webFinger(author: SiteAuthor, origin: string): string {
  const { host } = new URL(origin);
  const actor = actorAddress(author, origin);
  return json({
    subject: `acct:${author.username}@${host}`,
    aliases: [`${origin}/`, actor],
    links: [
      { rel: 'self', type: 'application/activity+json', href: actor },
      { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: `${origin}/` },
      { rel: 'http://schemas.google.com/g/2010#updates-from', type: 'application/atom+xml', href: `${origin}/${sitePaths.feed}` },
      { rel: 'self', href: formatAddress(author.ipnsName) },
    ],
  });
}

/** `host-meta` (RFC 6415): where WebFinger is, for software that still asks for it. */
export const hostMeta = (origin: string): string =>
  markup`<?xml version="1.0" encoding="utf-8"?>
<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
<Link rel="lrdd" type="application/jrd+json" template="${origin}/.well-known/webfinger?resource={uri}"/>
</XRD>
`.text;

/** The actor's address on this origin: its id, when ids are written under it (bridge-spec section 2). */
export const actorAddress = ({ did }: SiteAuthor, origin: string): string => `${origin}/${accountPaths(did).actor}`;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
