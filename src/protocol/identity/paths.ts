import type { CanonicalId, Did, Rkey } from '../brand.ts';
import { accountOfCanonical, canonicalId } from './ids.ts';

/** Paths in a tree are written without leading slash. */
export interface AccountPaths {
  readonly actor: string;
  readonly inbox: string;
  readonly outbox: string;
  readonly featured: string;
}

const digestPattern = /^zQm[1-9A-HJ-NP-Za-km-z]{44}$/;
const extensionPattern = /^[a-z0-9]{1,8}$/;

/** `/.well-known/apgateway/<did>`: where an account's documents live on every origin (bridge-spec section 1). */
export const basePath = (did: Did): string => `/.well-known/apgateway/${did}`;

/** Tree paths of the documents that exist once in an account. */
export function accountPaths(did: Did): AccountPaths {
  const base = basePath(did).slice(1);
  return {
    actor: `${base}/actor.jsonld`,
    inbox: `${base}/inbox.jsonld`,
    outbox: `${base}/outbox.jsonld`,
    featured: `${base}/featured.jsonld`,
  };
}

/** Tree path of outbox page `page` (0 = oldest, at most 999,999). */
export function pagePath(did: Did, page: number): string {
  if (!Number.isInteger(page) || page < 0 || page > 999_999) throw new RangeError(`no outbox page ${page}`);
  const digits = String(page).padStart(6, '0');
  return `${basePath(did).slice(1)}/outbox/${digits.slice(0, 4)}/${digits}.jsonld`;
}

/** Tree path of an object's file. */
export const objectPath = (did: Did, rkey: Rkey): string =>
  `${basePath(did).slice(1)}/o/${rkey.slice(0, 2)}/${rkey[2]}/${rkey[3]}/${rkey}.jsonld`;

/**
 * Tree path of a media file: `m/<x>/<y>/<digest>.<extension>`, x and y the last two characters of the digest. Media lie beside
 * the account's documents, not below them; their portable id is `ap://<did>/m/…` all the same.
 */
export function mediaPath(digest: string, extension: string): string {
  if (!digestPattern.test(digest)) throw new RangeError('not a sha2-256 digestMultibase');
  if (!extensionPattern.test(extension)) throw new RangeError(`not a file extension: ${extension}`);
  return `m/${digest.at(-2)}/${digest.at(-1)}/${digest}.${extension}`;
}

/** Portable id of what lies at a tree path of the account. Throws for paths outside the account's documents and media. */
export function treePathToId(did: Did, path: string): CanonicalId {
  const base = `${basePath(did).slice(1)}/`;
  const below = path.startsWith(base) ? path.slice(base.length) : path.startsWith('m/') ? path : undefined;
  const id = below === undefined ? undefined : canonicalId(`ap://${did}/${below}`);
  if (id === undefined) throw new RangeError(`no id for ${path}`);
  return id;
}

/** Where a portable id (any form; the fragment does not matter) is found in its account's tree; undefined for other ids. */
export function idToTreePath(id: string): string | undefined {
  const canonical = canonicalId(id);
  if (canonical === undefined) return undefined;
  const did = accountOfCanonical(canonical);
  const hash = canonical.indexOf('#');
  const path = canonical.slice(`ap://${did}/`.length, hash < 0 ? undefined : hash);
  if (path === '' || path.endsWith('/')) return undefined;
  return path.startsWith('m/') ? path : `${basePath(did).slice(1)}/${path}`;
}

/** Id of the account's actor, inbox, outbox or featured collection. */
export const accountId = (did: Did, document: keyof AccountPaths): CanonicalId => `ap://${did}/${document}.jsonld` as CanonicalId;

/** Number of the page that an id or tree path names; undefined when it names none. */
export function pageNumberOf(idOrPath: string): number | undefined {
  const match = /\/outbox\/(\d{4})\/(\d{6})\.jsonld(?:[?#].*)?$/.exec(idOrPath);
  return match?.[2] === undefined || !match[2].startsWith(match[1] ?? '-') ? undefined : Number(match[2]);
}
