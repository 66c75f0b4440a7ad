import { parseOrigin } from '../../protocol/identity/address.ts';
import type { ObjectId } from '../../protocol/brand.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The origin of a host that may be asked, out of what a gateway lists: https and a name on the public Internet. Where the app itself
 * comes from this machine (a laboratory), this machine may be asked, too; nobody else's page is made to knock at its reader's network.
 */
export function hostToAsk(text: string, appBase: string): string | undefined {
  const origin = parseOrigin(text);
  if (origin === undefined) return undefined;
  const { hostname } = new URL(origin);
  if (loopback.has(hostname)) return loopback.has(hostnameOf(appBase)) ? origin : undefined;
  const isName = hostname.includes('.') && !/^[\d.]+$/.test(hostname) && !hostname.startsWith('[');
  return isName && !/\.(?:local|localhost|internal|lan|home|arpa|onion)$/.test(hostname) ? origin : undefined;
}

/** Under which a host is blocked: its origin. Also of one of its people, who are blocked with it. */
export const originOf = (id: string): ObjectId => (URL.canParse(id) ? new URL(id).origin : id) as ObjectId;

const hostnameOf = (address: string): string => (URL.canParse(address) ? new URL(address).hostname : '');
