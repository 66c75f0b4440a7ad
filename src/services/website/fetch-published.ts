/** What came of asking a website for a file as a page of another origin may. Bodies are bounded; nothing here is trusted. */
export type Fetched =
  | {
      readonly type: 'answer';
      readonly status: number;
      readonly contentType: string;
      readonly url: string;
      readonly bytes: Uint8Array;
    }
  /** Nothing answers under that name, or its certificate is not good. */
  | { readonly type: 'unreachable' }
  /** Something answers, but other pages may not read it (no CORS header). */
  | { readonly type: 'unreadable' }
  | { readonly type: 'too-large' };

const timeoutMs = 15_000;

/** Fetches a file of another origin without cookies and without the browser's cache. Never rejects. */
export async function fetchPublished(fetch: typeof globalThis.fetch, url: string, maximumBytes: number): Promise<Fetched> {
  const init: RequestInit = {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    signal: AbortSignal.timeout(timeoutMs),
  };
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    return { type: (await answersAtAll(fetch, url)) ? 'unreadable' : 'unreachable' };
  }
  try {
    const bytes = await readBounded(response, maximumBytes);
    if (bytes === undefined) return { type: 'too-large' };
    const contentType = response.headers.get('content-type') ?? '';
    return { type: 'answer', status: response.status, contentType, url: response.url || url, bytes };
  } catch {
    return { type: 'unreachable' };
  }
}

/** A request whose answer may not be read succeeds when there is one. */
async function answersAtAll(fetch: typeof globalThis.fetch, url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { mode: 'no-cors', credentials: 'omit', signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

async function readBounded(response: Response, maximumBytes: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maximumBytes) {
      await reader.cancel();
      return undefined;
    }
    pieces.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
