import { checkDocument } from '../../protocol/activity-streams/check.ts';
import type { Did } from '../../protocol/brand.ts';
import { accountPaths } from '../../protocol/identity/paths.ts';
import type { JsonValue } from '../../protocol/json.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { isJsonObject } from '../../protocol/proof/signed-json.ts';
import { originOfId } from '../../protocol/identity/written-id.ts';
import { fetchPublished, type Fetched } from './fetch-published.ts';
import { actorIdUnder } from '../publish/own-website.ts';
import { objects, text } from '../views/members.ts';

/** What is published at a web origin now, compared with the account on this device. */
export type WebsiteReport =
  | { readonly type: 'unreachable' | 'unreadable' | 'not-ours' | 'empty' }
  /** Every address of the site answers with a web page, also those that do not exist. */
  | { readonly type: 'web-page' }
  | { readonly type: 'refused'; readonly status: number }
  /** It sends visitors to another name, under which ids do not hold (bridge-spec section 2). */
  | { readonly type: 'redirects'; readonly to: string }
  | {
      readonly type: 'published';
      /** `updated` of the outbox found there, ms. */
      readonly atMs: number;
      /** `newer`: another device of the account has published meanwhile. */
      readonly state: 'current' | 'older' | 'newer';
      /** Entries that this device has and the website has not. */
      readonly behind: number;
      /** What servers of the fediverse would stumble over; nothing for readers that check proofs. */
      readonly warnings: readonly ('type' | 'webfinger' | 'form')[];
    };

export interface WebsiteCheck {
  readonly did: Did;
  readonly verifier: Verifier;
  readonly fetch: typeof globalThis.fetch;
  /** Of the own outbox as it was last built; undefined while nothing is. */
  readonly own: { readonly updatedMs: number; readonly totalItems: number } | undefined;
  readonly username: string;
}

const documentBytes = 1024 * 1024;
const jrdBytes = 64 * 1024;

/**
 * Asks a website for this account's outbox, as any page of another origin can, and says in one word what stands in the way. The
 * outbox counts by its proof; the site is believed nothing.
 */
export async function checkWebsite(check: WebsiteCheck, origin: string): Promise<WebsiteReport> {
  const { did, verifier } = check;
  const url = `${origin}/${accountPaths(did).outbox}`;
  const found = await fetchPublished(check.fetch, url, documentBytes);
  const problem = problemOf(found, origin);
  if (problem) return problem;
  if (found.type !== 'answer') return { type: 'unreachable' };
  const checked = await checkDocument(found.bytes, did, verifier, 'outbox');
  if (!checked.ok) return { type: /^\s*</.test(new TextDecoder().decode(found.bytes.subarray(0, 64))) ? 'web-page' : 'not-ours' };
  const outbox = checked.value.value;
  const atMs = Date.parse(outbox.updated);
  const ownMs = check.own?.updatedMs ?? 0;
  const warnings: ('type' | 'webfinger' | 'form')[] = [];
  if (originOfId(outbox.id) !== origin) warnings.push('form');
  if (!/^application\/(?:activity|ld)\+json\b/i.test(found.contentType)) warnings.push('type');
  if (!(await servesWebfinger(check, origin))) warnings.push('webfinger');
  return {
    type: 'published',
    atMs,
    state: atMs === ownMs ? 'current' : atMs < ownMs ? 'older' : 'newer',
    behind: Math.max(0, (check.own?.totalItems ?? 0) - outbox.totalItems),
    warnings,
  };
}

function problemOf(found: Fetched, origin: string): WebsiteReport | undefined {
  if (found.type === 'too-large') return { type: 'not-ours' };
  if (found.type !== 'answer') return { type: found.type };
  const arrived = URL.canParse(found.url) ? new URL(found.url).origin : origin;
  if (arrived !== origin) return { type: 'redirects', to: arrived };
  if (found.status === 404 || found.status === 410) return { type: 'empty' };
  return found.status === 200 ? undefined : { type: 'refused', status: found.status };
}

/** Does the site answer for `user@host` with a JRD that leads to this account? */
async function servesWebfinger({ did, fetch, username }: WebsiteCheck, origin: string): Promise<boolean> {
  const account = `acct:${username}@${new URL(origin).host}`;
  const found = await fetchPublished(fetch, `${origin}/.well-known/webfinger?resource=${encodeURIComponent(account)}`, jrdBytes);
  if (found.type !== 'answer' || found.status !== 200) return false;
  const jrd = parseJson(found.bytes);
  if (!isJsonObject(jrd) || text(jrd, 'subject')?.toLowerCase() !== account.toLowerCase()) return false;
  return objects(jrd, 'links').some((link) => link['rel'] === 'self' && link['href'] === actorIdUnder(did, origin));
}

function parseJson(bytes: Uint8Array): JsonValue | undefined {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as JsonValue;
  } catch {
    return undefined;
  }
}
