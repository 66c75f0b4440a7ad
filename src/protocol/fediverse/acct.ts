import type { AcctUri } from '../brand.ts';
import { serverOrigin, serverUrl } from './server-host.ts';

/** `@user@host`, taken apart. */
export interface Acct {
  readonly kind: 'acct';
  /** For comparing: lower case, the host in ASCII form. */
  readonly acct: AcctUri;
  /** As it was written, of letters, digits and `_ . - ~ +`. */
  readonly user: string;
  /** In ASCII form, with a port where there is one. */
  readonly host: string;
  /** `user@host`, for people. */
  readonly label: string;
  /** Of the server to ask. */
  readonly origin: string;
}

/** The address of a profile, an actor, a post or a feed. */
export interface WebAddress {
  readonly kind: 'url';
  readonly url: string;
  readonly host: string;
  readonly origin: string;
  /** Whom a profile's path names, as Mastodon, Misskey and those who follow them write it; to be asked for, not to be believed. */
  readonly guess?: Acct;
}

const longestText = 2048;
const userPattern = /^[\p{L}\p{N}_][\p{L}\p{N}_.~+-]{0,127}$/u;
/** Comes along when addresses are copied, and cannot be seen. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * Understands `@user@host`, `user@host`, `acct:user@host` and http(s) addresses, at most 2,048 characters. Undefined when the text is
 * neither, or its host is none to ask (`protocol/identity/host-to-ask.ts`; `appBase` as there).
 */
export function parseFediverseAddress(text: string, appBase = ''): Acct | WebAddress | undefined {
  if (text.length > longestText) return undefined;
  const trimmed = text.replaceAll(invisible, '').trim();
  return /^https?:\/\//i.test(trimmed) ? parseWebAddress(trimmed, appBase) : parseAcct(trimmed, appBase);
}

/** Only `@user@host`, with or without the first `@` or `acct:`. */
export function parseAcct(text: string, appBase = ''): Acct | undefined {
  const match = /^(?:acct:)?@?([^@\s]{1,128})@([^@\s]{1,506})$/iu.exec(text.replaceAll(invisible, ''));
  return match === null ? undefined : makeAcct(match[1] ?? '', match[2] ?? '', appBase);
}

/** The address of `user` on `host`. Undefined when one of both is none. */
export function makeAcct(user: string, host: string, appBase = ''): Acct | undefined {
  const name = user.normalize('NFC');
  const origin = serverOrigin(host, appBase);
  if (origin === undefined || !userPattern.test(name)) return undefined;
  const ascii = new URL(origin).host;
  const acct = `acct:${name.toLowerCase()}@${ascii}` as AcctUri;
  return { kind: 'acct', acct, user: name, host: ascii, label: `${name}@${ascii}`, origin };
}

/** `user@host`, for people, out of the form for comparing. */
export const formatAcct = (acct: AcctUri): string => acct.slice('acct:'.length);

/** The ASCII host of an address, with its port. */
export const hostOfAcct = (acct: AcctUri): string => acct.slice(acct.lastIndexOf('@') + 1);

function parseWebAddress(text: string, appBase: string): WebAddress | undefined {
  const url = serverUrl(text, appBase);
  if (url === undefined) return undefined;
  const guess = guessAcct(url, appBase);
  return { kind: 'url', url: url.href, host: url.host, origin: url.origin, ...(guess !== undefined && { guess }) };
}

/** `/@user`, `/@user@host` (their page as another server shows it), `/users/user`, `/profile/user`, `/channel/user`, `/u/user`. */
function guessAcct({ pathname, host }: URL, appBase: string): Acct | undefined {
  const match = /^\/(?:@|users\/@?|profile\/|channel\/|u\/)([^/@]{1,400})(?:@([^/@]{1,400}))?\/?$/.exec(pathname);
  return match === null ? undefined : makeAcct(decode(match[1] ?? ''), decode(match[2] ?? host), appBase);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
