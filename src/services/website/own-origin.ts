import { maximumOwnOriginLength } from '../../protocol/identity/written-id.ts';
import { err, ok, type Result } from '../../protocol/result.ts';

/** Why a text is no web origin of one's own. */
export type OriginProblem =
  | 'not-an-address'
  /** Not https. */
  | 'not-secure'
  /** Something stands behind the name: a folder is shared with whoever has the other folders. */
  | 'not-bare'
  /** Only this machine, or the network at home, can open it. */
  | 'private'
  | 'too-long';

/**
 * The web origin that somebody means: `https://name` or `https://name:port`, nothing else (bridge-spec section 2). Without a scheme,
 * https is meant. In a laboratory, loopback will do, by plain http too.
 */
export function parseOwnOrigin(text: string, laboratory: boolean): Result<string, OriginProblem> {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (trimmed === '' || /\s/.test(trimmed) || trimmed.length > 2048 || !URL.canParse(withScheme)) return err('not-an-address');
  const url = new URL(withScheme);
  const { hostname } = url;
  if (hostname === '' || url.username !== '' || url.password !== '') return err('not-an-address');
  if (isPrivate(hostname)) {
    if (!laboratory || !isLoopback(hostname)) return err('private');
  } else if (!hostname.includes('.') && !hostname.startsWith('[')) {
    return err('not-an-address');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && laboratory && isLoopback(hostname))) return err('not-secure');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return err('not-bare');
  return url.origin.length > maximumOwnOriginLength ? err('too-long') : ok(url.origin);
}

/** Is the app itself opened from this machine, by its developers or for a test? */
export function isLaboratory(appBase: string): boolean {
  return URL.canParse(appBase) && isLoopback(new URL(appBase).hostname);
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname.startsWith('127.') || hostname === '[::1]';

/** `URL` has normalised every way to write an address already. */
function isPrivate(hostname: string): boolean {
  if (isLoopback(hostname) || /\.(?:local|internal|lan|home|intranet|home\.arpa)$/.test(hostname)) return true;
  const ipv4 = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(hostname);
  if (ipv4) return isPrivateIpv4(Number(ipv4[1]), Number(ipv4[2]));
  // Of IPv6 only what is global: 2000::/3.
  return hostname.startsWith('[') && !/^\[[23][0-9a-f]{0,3}:/.test(hostname);
}

const isPrivateIpv4 = (first: number, second: number): boolean =>
  first === 0 ||
  first === 10 ||
  first >= 224 ||
  (first === 100 && second >= 64 && second < 128) ||
  (first === 169 && second === 254) ||
  (first === 172 && second >= 16 && second < 32) ||
  (first === 192 && second === 168);
