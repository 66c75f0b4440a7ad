import { err, ok, type Result } from '../protocol/result.ts';

/** Why nothing came back, or nothing that may be used. */
export type FetchError =
  | { readonly type: 'unreachable'; readonly reason: string }
  | { readonly type: 'too-large' }
  | { readonly type: 'timed-out' }
  | { readonly type: 'aborted' };

export interface FetchedBytes {
  readonly status: number;
  /** Where it came from, after redirects where they were allowed. */
  readonly url: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface FetchBounds {
  /** Largest body taken. */
  readonly maxBytes: number;
  /** From start to last byte. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Bodies of other answers than 200 are not read. */
  readonly onlyOk?: boolean;
  /** Told how many bytes of the body have come, as they come. */
  readonly onBytes?: ((count: number) => void) | undefined;
  /** In place of the platform's own (tests). */
  readonly fetch?: typeof fetch;
}

/** Fetches without cookies, referrer, cache or redirects, and stops at the bounds. HTTP errors are answers, not errors. */
export async function fetchBounded(
  url: string,
  init: RequestInit,
  { maxBytes, timeoutMs, signal, onlyOk, onBytes, fetch = globalThis.fetch }: FetchBounds,
): Promise<Result<FetchedBytes, FetchError>> {
  if (signal?.aborted === true) return err({ type: 'aborted' });
  // Not `AbortSignal.timeout` and `any`: those live on until the time is over, and there are thousands of questions.
  const ending = new AbortController();
  const end = (): void => ending.abort();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, timeoutMs);
  signal?.addEventListener('abort', end);
  try {
    const response = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      ...init,
      signal: ending.signal,
    });
    const { status, headers } = response;
    if (onlyOk === true && status !== 200) {
      await response.body?.cancel();
      return ok({ status, url: response.url || url, headers, bytes: new Uint8Array(0) });
    }
    const bytes = await readBounded(response, maxBytes, onBytes);
    return bytes ? ok({ status, url: response.url || url, headers, bytes }) : err({ type: 'too-large' });
  } catch (error) {
    if (signal?.aborted) return err({ type: 'aborted' });
    if (isLate) return err({ type: 'timed-out' });
    return err({ type: 'unreachable', reason: error instanceof Error ? error.message : 'no connection' });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

async function readBounded(
  response: Response,
  maxBytes: number,
  onBytes: FetchBounds['onBytes'],
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    pieces.push(value);
    onBytes?.(value.length);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
