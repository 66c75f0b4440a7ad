import type { AcctUri, Did, ObjectId } from '../brand.ts';
import { parseAddress } from '../identity/address.ts';
import { accountOf } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import { textMember } from '../reader/person.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { hostOfAcct, parseAcct } from './acct.ts';
import type { Acct } from './acct.ts';
import { cleanObject, objectsOf } from './clean-json.ts';
import { serverUrl } from './server-host.ts';

/** What a server answers by WebFinger (RFC 7033) about who was asked for. */
export interface Finger {
  /** How the server writes the address; absent when it only answers for an address of a page. */
  readonly acct?: Acct;
  /** The actor's id, as ActivityPub knows it. */
  readonly self?: ObjectId;
  /** Instead of it, when that is the portable id of a key. */
  readonly pollen?: Did;
  /** The page for people. */
  readonly profile?: string;
  readonly feed?: string;
  /**
   * Address and actor (or the page that was asked for) stand on different hosts: the other one must be asked this, too, and answer with
   * the same address and actor. Else anybody could give somebody else's posts a name of their own.
   */
  readonly confirmAt?: { readonly origin: string; readonly asked: Asked };
}

export type FingerError =
  | { readonly type: 'malformed' }
  /** It speaks of somebody whom nobody asked for. */
  | { readonly type: 'somebody-else' }
  /** The address is kept elsewhere now: ask there, for that one. More than one such step leads in circles. */
  | { readonly type: 'elsewhere'; readonly acct: Acct };

/** Who was asked for: an address, or the id or page of somebody. */
export type Asked = { readonly acct: AcctUri } | { readonly url: string };

const activityType = /^application\/(?:activity\+json|ld\+json\s*;\s*profile="?https:\/\/www\.w3\.org\/ns\/activitystreams"?)/i;
const profileLink = { rel: /^http:\/\/webfinger\.net\/rel\/profile-page$/, type: /^/ };
const feedType = /^application\/(?:atom|rss)\+xml\b/i;

/** Where to ask: `https://host/.well-known/webfinger?resource=…`. */
export const webfingerUrl = (origin: string, asked: Asked): string =>
  `${origin}/.well-known/webfinger?resource=${encodeURIComponent('acct' in asked ? asked.acct : asked.url)}`;

/**
 * Checks an answer against who was asked for: the subject, or one of the aliases, must be them. A subject on another host than the one
 * that was asked leads there. Any JSON may come in.
 */
export function checkFinger(json: unknown, asked: Asked, appBase = ''): Result<Finger, FingerError> {
  const answer = cleanObject(json);
  if (answer === undefined) return err({ type: 'malformed' });
  const subject = textMember(answer, 'subject') ?? '';
  const acct = subject.startsWith('http') ? undefined : parseAcct(subject, appBase);
  const names = new Set([...(acct === undefined ? [subject] : [acct.acct]), ...aliasesOf(answer, appBase)]);
  const links = objectsOf(answer['links']);
  if ('url' in asked) {
    // Misskey names no aliases, but links to the page and to the actor.
    for (const link of [selfLink(links, appBase), linkTo(links, profileLink, appBase)]) if (link !== undefined) names.add(link);
    const isAsked = names.has(asked.url) || names.has(asked.url.replace(/\/$/, ''));
    return isAsked ? ok(finger(acct, links, asked, appBase)) : err({ type: 'somebody-else' });
  }
  if (acct !== undefined && acct.acct !== asked.acct && hostOfAcct(asked.acct) !== acct.host)
    return err({ type: 'elsewhere', acct });
  if (names.has(asked.acct)) return ok(finger(parseAcct(asked.acct, appBase), links, asked, appBase));
  return err({ type: subject === '' && names.size === 1 ? 'malformed' : 'somebody-else' });
}

function finger(acct: Acct | undefined, links: readonly JsonObject[], asked: Asked, appBase: string): Finger {
  const self = selfLink(links, appBase);
  const pollen = self === undefined ? portableSelf(links) : accountOf(self);
  const profile = linkTo(links, profileLink, appBase);
  const feed = linkTo(links, { rel: /^alternate$|#updates-from$/, type: feedType }, appBase);
  const confirmAt = toConfirm(acct, pollen === undefined ? self : undefined, asked);
  return {
    ...(acct !== undefined && { acct }),
    ...(self !== undefined && pollen === undefined && { self: self as ObjectId }),
    ...(pollen !== undefined && { pollen }),
    ...(profile !== undefined && { profile }),
    ...(feed !== undefined && { feed }),
    ...(confirmAt !== undefined && { confirmAt }),
  };
}

function toConfirm(acct: Acct | undefined, self: string | undefined, asked: Asked): Finger['confirmAt'] {
  if (acct === undefined) return undefined;
  if ('url' in asked)
    return acct.host === new URL(asked.url).host ? undefined : { origin: acct.origin, asked: { acct: acct.acct } };
  if (self === undefined || new URL(self).host === acct.host) return undefined;
  return { origin: new URL(self).origin, asked: { url: self } };
}

const selfLink = (links: readonly JsonObject[], appBase: string): string | undefined =>
  linkTo(links, { rel: /^self$/, type: activityType }, appBase);

/** Domains of Pollen accounts name them by key, without a server (bridge-spec 7.6). */
function portableSelf(links: readonly JsonObject[]): Did | undefined {
  for (const link of links) {
    const href = textMember(link, 'rel') === 'self' ? (textMember(link, 'href') ?? '') : '';
    const parsed = /^(?:ipns|ap):\/\/|^did:key:/.test(href) ? parseAddress(href) : undefined;
    if (parsed?.ok === true) return parsed.value.did;
  }
  return undefined;
}

/** The first such link that leads to a server which may be asked, as written: ids are compared letter by letter. */
function linkTo(
  links: readonly JsonObject[],
  { rel, type }: { readonly rel: RegExp; readonly type: RegExp },
  appBase: string,
): string | undefined {
  return links
    .filter((link) => rel.test(textMember(link, 'rel') ?? '') && type.test(textMember(link, 'type') ?? ''))
    .map((link) => textMember(link, 'href') ?? '')
    .find((href) => {
      const url = serverUrl(href, appBase);
      return url !== undefined && href.startsWith(url.protocol);
    });
}

const aliasesOf = (answer: JsonObject, appBase: string): string[] =>
  [answer['aliases']].flat().flatMap((alias) => (typeof alias === 'string' ? [parseAcct(alias, appBase)?.acct ?? alias] : []));
