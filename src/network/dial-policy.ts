import { isPrivate } from '@libp2p/utils';
import { multiaddr, type Multiaddr } from '@multiformats/multiaddr';

/** Host names and addresses of this machine or its network. */
export function isLocalHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (bare === 'localhost' || bare.endsWith('.localhost') || bare.endsWith('.local')) return true;
  if (/^[\d.]+$/.test(bare)) return isPrivateAddress(`/ip4/${bare}`);
  return bare.includes(':') && isPrivateAddress(`/ip6/${bare}`);
}

function isPrivateAddress(address: string): boolean {
  try {
    return isPrivate(multiaddr(address));
  } catch {
    return true;
  }
}

const hostProtocols = new Set(['ip4', 'ip6', 'dns', 'dns4', 'dns6', 'dnsaddr']);

/** `host:port` of the first hop of an address; undefined for one without a host, such as `/p2p/…/p2p-circuit/…`. */
export function firstHop(address: Multiaddr): { readonly host: string; readonly port?: string } | undefined {
  const components = address.getComponents();
  const host = components[0];
  if (!host || !hostProtocols.has(host.name) || host.value === undefined) return undefined;
  const port = components[1]?.name === 'tcp' || components[1]?.name === 'udp' ? components[1].value : undefined;
  return { host: host.value, port };
}

/**
 * Whether an address may be dialled. Addresses of the own machine and network are dialled only from a page that is itself there, or
 * when they belong to a configured gateway: a stranger's word must not make a public page knock at the reader's router.
 */
export function mayDial(
  address: Multiaddr,
  { pageHost, trusted }: { pageHost: string | undefined; trusted: (address: Multiaddr) => boolean },
): boolean {
  const hop = firstHop(address);
  if (!hop) return true;
  if (!isLocalHost(hop.host)) return true;
  return pageHost === undefined || isLocalHost(pageHost) || trusted(address);
}

/** The origin of a gateway that a link names, if it may be asked; undefined for anything else. */
export function checkGatewayOrigin(text: string, pageHost: string | undefined): string | undefined {
  if (text.length > 256 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return undefined;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (isLocalHost(url.hostname) && pageHost !== undefined && !isLocalHost(pageHost)) return undefined;
  return url.origin;
}
