import type { Did, IpnsName } from '../brand.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { didToIpnsName, ipnsNameToDid, parseDid } from './did.ts';

/** What somebody passed on: an account and the https origins said to have it. */
export interface Address {
  readonly did: Did;
  readonly name: IpnsName;
  readonly via: string[];
}

const maximumTextLength = 4096;
const maximumVia = 8;
const accountPattern =
  /did(?::|%3A)key(?::|%3A)(z6Mk[1-9A-HJ-NP-Za-km-z]{44})(?![A-Za-z0-9])|(?<![A-Za-z0-9])(k51[0-9a-z]{59})(?![A-Za-z0-9])/gi;

/**
 * Understands `did:key:…`, `k51…`, `ipns://k51…`, app links `…#/@k51…?via=…` and any URL that names exactly one account. `via`
 * are gateway hints: `?via=` origins (https, or http on loopback), and the URL's own origin when it is a gateway's address of the
 * account; at most 8.
 */
export function parseAddress(text: string): Result<Address, 'not-an-address'> {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > maximumTextLength || /\s/.test(trimmed)) return err('not-an-address');
  const found = new Set<Did>();
  for (const match of trimmed.matchAll(accountPattern)) {
    const did = match[1] === undefined ? ipnsNameToDid((match[2] ?? '').toLowerCase()) : parseDid(`did:key:${match[1]}`);
    if (did === undefined) return err('not-an-address');
    found.add(did);
  }
  const [did, another] = found;
  if (did === undefined || another !== undefined) return err('not-an-address');
  return ok({ did, name: didToIpnsName(did), via: hints(trimmed) });
}

/** `ipns://k51…`, the form for copying. */
export const formatAddress = (name: IpnsName): string => `ipns://${name}`;

/** Link that opens the account in an app: `<app base>#/@k51…?via=…`. */
export function formatLink(appBase: string, name: IpnsName, via: readonly string[] = []): string {
  const base = appBase.split('#', 1)[0] ?? '';
  const query = via.slice(0, maximumVia).map((origin) => `via=${encodeURIComponent(origin)}`);
  return `${base}#/@${name}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** A usable gateway origin: https, or http on loopback; normalised. Undefined otherwise. */
export function parseOrigin(text: string): string | undefined {
  if (text.length > 255 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '' || url.pathname !== '/')
    return undefined;
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback) ? url.origin : undefined;
}

function hints(text: string): string[] {
  const origins = new Set<string>();
  for (const match of text.matchAll(/[?&]via=([^&#\s]{1,512})/g)) {
    const origin = parseOrigin(decode(match[1] ?? ''));
    if (origin !== undefined) origins.add(origin);
  }
  const own = /^(https?:\/\/[^/?#]+)\/(?:\.well-known\/apgateway\/|ipns\/|@k51)/i.exec(text)?.[1];
  const ownOrigin = own === undefined ? undefined : parseOrigin(own);
  if (ownOrigin !== undefined) origins.add(ownOrigin);
  return [...origins].slice(0, maximumVia);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
