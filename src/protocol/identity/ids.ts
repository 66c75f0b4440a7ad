import type { CanonicalId, Did, ObjectId } from '../brand.ts';
import { parseDid } from './did.ts';

export { didToIpnsName, didToPublicKey, ipnsNameToDid, keyFragment, parseDid, parseIpnsName, publicKeyToDid } from './did.ts';
export { isStrictPublicKey } from './public-key.ts';

/** Longest id of an account's own document (bridge-spec section 2). */
export const maximumIdLength = 191;
/** Longest URL that is kept at all. */
export const maximumUrlLength = 2048;

// URL parsers refuse `ap://did:key:…` (they see a port), so portable ids are taken apart here.
const portablePattern =
  /^(?:[Aa][Pp](?:\+[Ee][Ff]61)?:\/\/|[Hh][Tt][Tt][Pp][Ss]?:\/\/[A-Za-z0-9.:[\]-]+\/\.well-known\/apgateway\/)did(?::|%3[Aa])key(?::|%3[Aa])(z6Mk[1-9A-HJ-NP-Za-km-z]{44})(\/[!-~]*)$/;
const dotSegment = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i;

/** `ap://did:key:z6Mk…` has always this length. */
const authorityLength = 61;
/** A path, perhaps with a fragment, in which nothing is left to be normalised. */
const plainPath = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+(?:#[A-Za-z0-9_-]+)?$/;

/**
 * Canonical form `ap://did:key:z6Mk…/path[#fragment]` of a portable id written as `ap:`, `ap+ef61:`, with `%3A`, or on any
 * gateway's https origin; the query is dropped. Undefined when `id` is none, or not of an Ed25519 key, or longer than 191
 * characters. bridge-spec section 2.
 */
export function canonicalId(id: string): CanonicalId | undefined {
  if (isPlainlyCanonical(id)) return id;
  if (id.length > maximumUrlLength) return undefined;
  const match = portablePattern.exec(id);
  const multibase = match?.[1];
  const rest = match?.[2];
  if (multibase === undefined || rest === undefined) return undefined;
  const hash = rest.indexOf('#');
  const beforeHash = hash < 0 ? rest : rest.slice(0, hash);
  const fragment = hash < 0 || hash === rest.length - 1 ? '' : rest.slice(hash);
  const query = beforeHash.indexOf('?');
  const path = query < 0 ? beforeHash : beforeHash.slice(0, query);
  const did = parseDid(`did:key:${multibase}`);
  if (did === undefined || path.includes('//') || path.includes('\\') || dotSegment.test(path)) return undefined;
  const canonical = `ap://${did}${path}${fragment}`;
  return canonical.length > maximumIdLength ? undefined : (canonical as CanonicalId);
}

/** Written as this project writes ids, which reading a page meets hundreds of times; false says nothing. */
const isPlainlyCanonical = (id: string): id is CanonicalId =>
  id.length <= maximumIdLength &&
  id.startsWith('ap://did:') &&
  parseDid(id.slice('ap://'.length, authorityLength)) !== undefined &&
  plainPath.test(id.slice(authorityLength));

/** Id of anything: canonical when portable, else an http(s) URL of at most 2048 characters without credentials, as written. */
export function objectId(id: string): ObjectId | undefined {
  const canonical = canonicalId(id);
  if (canonical !== undefined) return canonical;
  return isWebUrl(id) && !id.includes('/.well-known/apgateway/did') ? (id as ObjectId) : undefined;
}

/** An http(s) URL of at most 2048 characters, without credentials, spaces or control characters. */
export function isWebUrl(text: string): boolean {
  if (text.length > maximumUrlLength || !/^https?:\/\/[^\s\p{Cc}\\]+$/iu.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === '' && url.password === '' && url.hostname !== '';
}

/** The account that an id belongs to: of a portable id in any form, or a DID itself; undefined for everybody else's. */
export function accountOf(id: string): Did | undefined {
  if (id.startsWith('did:')) return parseDid(id);
  const canonical = canonicalId(id);
  return canonical === undefined ? undefined : accountOfCanonical(canonical);
}

/** As `accountOf`, for ids that are canonical already. */
export const accountOfCanonical = (id: CanonicalId): Did => id.slice('ap://'.length, id.indexOf('/', 'ap://'.length)) as Did;
