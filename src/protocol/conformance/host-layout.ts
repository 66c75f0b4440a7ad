import type { Did } from '../brand.ts';
import { didToIpnsName } from '../identity/ids.ts';
import { basePath } from '../identity/paths.ts';

/**
 * How a host serves trees. `own`: the whole origin is one account's tree. `apgateway`: documents of many accounts below
 * `/.well-known/apgateway/`, media too. `ipns`: path gateway, trees below `/ipns/<name>/`.
 */
export type HostLayout = 'own' | 'apgateway' | 'ipns';

export interface Host {
  /** Where questions go: scheme, host and port. */
  readonly origin: string;
  readonly layout: HostLayout;
  /** Folder on the host that the tree is below, with leading and without trailing slash; '' for the root. Only for `own`. */
  readonly folder?: string;
}

/** Address of a tree path on a host (bridge-spec sections 1 and 7). */
export function hostUrl({ origin, layout, folder = '' }: Host, did: Did, path: string): string {
  if (layout === 'ipns') return `${origin}/ipns/${didToIpnsName(did)}/${path}`;
  if (layout === 'apgateway' && path.startsWith('m/')) return `${origin}${basePath(did)}/${path}`;
  return `${origin}${folder}/${path}`;
}

/** Where else a host may have a file: media of a site that is one account's lie at the top, whatever address it was named by. */
export function otherUrl({ origin, layout }: Host, path: string): string | undefined {
  return layout === 'apgateway' && path.startsWith('m/') ? `${origin}/${path}` : undefined;
}

/** Which host an address that somebody typed means; undefined when it is no web address. */
export function parseHost(address: string): Host | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (/^\/ipns\/[^/]+/.test(url.pathname)) return { origin: url.origin, layout: 'ipns' };
  if (url.pathname.startsWith('/.well-known/apgateway/')) return { origin: url.origin, layout: 'apgateway' };
  const folder = url.pathname.replace(/\/(?:index\.html)?$/, '').replace(/\/\.well-known\/.*$/, '');
  return { origin: url.origin, layout: 'own', ...(folder !== '' && { folder }) };
}
