import { urlToAsk } from '../../protocol/identity/host-to-ask.ts';
import type { WebAnswer, WebError, WebRequest } from '../../protocol/ports/fediverse.ts';
import type { CallOptions } from '../../protocol/ports/network.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { fetchBounded } from '../bounded-fetch.ts';
import { retryAfterMs } from './retry-after.ts';
import { takeAnswer } from './take-answer.ts';

export interface DirectOptions extends CallOptions {
  readonly appBase: string;
  readonly timeoutMs: number;
  nowMs(): number;
  readonly fetch?: typeof fetch;
}

/**
 * One question from here to the server itself. Redirects are followed, because WebFinger lives by them; a browser shows neither their
 * number nor the way, ends after 20 (Fetch standard, "HTTP-redirect fetch"), and each step must allow CORS. So only the last address is
 * checked here: that it is one to ask.
 *
 * A server's entity tag cannot be read or sent without a preflight that most servers refuse; `no-cache` lets the browser's own cache ask
 * conditionally. What comes back looks like 200 either way, and is compared by its bytes.
 */
export async function askDirectly(request: WebRequest, options: DirectOptions): Promise<Result<WebAnswer, WebError>> {
  const { appBase, timeoutMs, signal, fetch } = options;
  const headers = { accept: request.accept };
  const init: RequestInit =
    request.body === undefined
      ? { headers, cache: 'no-cache', redirect: 'follow' }
      : {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(request.body),
          redirect: 'follow',
        };
  const fetched = await fetchBounded(request.url, init, { maxBytes: request.maxBytes, timeoutMs, signal, onlyOk: true, fetch });
  if (!fetched.ok) return fetched;
  const { status, url, bytes, headers: got } = fetched.value;
  if (status !== 200) {
    const asksForPause = status === 429 || status === 503;
    return err({ type: 'refused', status, ...(asksForPause && { retryAfterMs: retryAfterMs(got, options.nowMs()) }) });
  }
  if (urlToAsk(url, appBase) === undefined) return err({ type: 'not-allowed' });
  const link = got.get('link');
  const contentType = got.get('content-type') ?? '';
  return ok(takeAnswer(request, { url, contentType, bytes, ...(link !== null && { link }) }));
}
