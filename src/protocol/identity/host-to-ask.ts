import { parseOrigin } from './address.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const innerNames = /\.(?:local|localhost|localdomain|internal|intranet|private|corp|lan|home|arpa|onion)$/;

/**
 * The origin of a server that may be asked: https and a name on the public Internet. Where the app itself comes from this machine (a
 * laboratory), this machine may be asked, too; nobody else's page is made to knock at its reader's network.
 */
export function hostToAsk(text: string, appBase: string): string | undefined {
  const origin = parseOrigin(text);
  if (origin === undefined) return undefined;
  const { hostname } = new URL(origin);
  if (loopback.has(hostname)) return loopback.has(hostnameOf(appBase)) ? origin : undefined;
  const isName = /^[^[].*\.[^.]+$/.test(hostname) && !/^[\d.]+$/.test(hostname);
  return isName && !innerNames.test(hostname) ? origin : undefined;
}

/** As `hostToAsk`, for an address below an origin: without a user name, and without a fragment, which servers are never told. */
export function urlToAsk(text: string, appBase: string): URL | undefined {
  if (text.length > 2048 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || hostToAsk(url.origin, appBase) === undefined) return undefined;
  return new URL(url.origin + url.pathname + url.search);
}

const hostnameOf = (address: string): string => (URL.canParse(address) ? new URL(address).hostname : '');
