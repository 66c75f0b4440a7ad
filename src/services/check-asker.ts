import type { HttpAnswer, HttpAsker } from '../protocol/conformance/http-exchange.ts';

const answerMs = 15_000;

/**
 * Asks as a page of another origin can: without cookies, without headers of its own (each would cost a preflight that static hosts
 * do not answer). A redirect is seen only by where it led: it is told as if it had not been followed. `signal` ends everything.
 */
export function createBrowserAsker(fetch: typeof globalThis.fetch, signal: AbortSignal): HttpAsker {
  return {
    seesEverything: false,
    async ask({ url, limitBytes }) {
      try {
        const response = await fetch(url, {
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          cache: 'no-store',
          redirect: 'follow',
          signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
        });
        if (response.redirected) {
          await response.body?.cancel();
          return { answer: { status: 302, headers: { location: response.url }, body: new Uint8Array(0), isTooLarge: false } };
        }
        return { answer: await readAnswer(response, limitBytes) };
      } catch (error) {
        return { reason: error instanceof Error ? error.message : 'no connection' };
      }
    },
  };
}

async function readAnswer(response: Response, limitBytes: number): Promise<HttpAnswer> {
  const { status } = response;
  const headers = Object.fromEntries(response.headers);
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limitBytes) {
      await reader.cancel();
      return { status, headers, body: new Uint8Array(0), isTooLarge: true };
    }
    parts.push(value);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.length;
  }
  return { status, headers, body, isTooLarge: false };
}
