import type { CanonicalId, Did } from '../brand.ts';
import { canonicalId } from './ids.ts';

/** Longest own origin, characters: with it every id of an account stays within 191 (bridge-spec section 2). */
export const maximumOwnOriginLength = 80;

const gatewayPath = '/.well-known/apgateway/';

/**
 * An own id in the form in which it is written (bridge-spec section 2): under the account's own web origin, or, without one, the
 * canonical form itself. Media lie at the top of a tree, where any static server finds them.
 */
export function writtenId(id: CanonicalId, origin: string | undefined): string {
  if (origin === undefined) return id;
  const rest = id.slice('ap://'.length);
  const slash = rest.indexOf('/');
  return rest.startsWith('/m/', slash) ? `${origin}${rest.slice(slash)}` : `${origin}${gatewayPath}${rest}`;
}

/** The web origin under which a portable id is written; undefined for the canonical form, and for what is no portable id. */
export function originOfId(id: string | undefined): string | undefined {
  if (id === undefined || !/^https?:/i.test(id) || canonicalId(id) === undefined) return undefined;
  return new URL(id.slice(0, id.toLowerCase().indexOf(gatewayPath))).origin;
}

/** Tree path of a media file that a `url` of an account names, in whichever form: canonical, below a gateway's path, or at the top of an origin. */
export function mediaPathIn(url: string, did: Did): string | undefined {
  const top =
    /^https?:\/\/[^/?#\s]+\/(m\/[1-9A-HJ-NP-Za-km-z]\/[1-9A-HJ-NP-Za-km-z]\/zQm[1-9A-HJ-NP-Za-km-z]{44}\.[a-z0-9]{1,8})$/;
  const path = top.exec(url)?.[1];
  if (path !== undefined) return path;
  const prefix = `ap://${did}/`;
  const canonical = url.includes('/m/') ? canonicalId(url) : undefined;
  return canonical?.startsWith(`${prefix}m/`) === true ? canonical.slice(prefix.length) : undefined;
}
