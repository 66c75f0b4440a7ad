import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';

/** Largest answer that is read, bytes (bridge-spec section 12). */
export const responsesByteLimit = 8 * 2 ** 20;
/** Most entries taken of one page (bridge-spec section 12). */
export const responsesPerPage = 100;

/** One answer of a host to "what has been said to this account?". */
export interface ResponsesPage {
  /** Newest first, as the host sent them: nothing of them has been checked. */
  readonly entries: readonly JsonObject[];
  /** Where older ones are, at the same host. */
  readonly next?: string;
}

/** Reads an answer that `origin` gave (bridge-spec section 12): ordinary JSON, a collection or a page of one. */
export function parseResponses(
  bytes: Uint8Array,
  origin: string,
): Result<ResponsesPage, 'too-large' | 'not-json' | 'no-collection'> {
  if (bytes.length > responsesByteLimit) return err('too-large');
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err('not-json');
  }
  const collection = parsed as JsonObject | null;
  if (collection === null || !isJsonObject(collection)) return err('no-collection');
  const { type, orderedItems, next } = collection;
  if (type !== 'OrderedCollection' && type !== 'OrderedCollectionPage') return err('no-collection');
  const items: readonly unknown[] = Array.isArray(orderedItems) ? orderedItems.slice(0, responsesPerPage) : [];
  const entries = items.filter((item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item));
  const older = typeof next === 'string' ? atSameOrigin(next, origin) : undefined;
  return ok({ entries, ...(older !== undefined && { next: older }) });
}

/** Pages lie at the host itself: it must not send a reader anywhere else. */
function atSameOrigin(address: string, origin: string): string | undefined {
  if (address.length > 2048 || !URL.canParse(address, origin)) return undefined;
  const url = new URL(address, origin);
  return url.origin === origin ? url.href : undefined;
}
