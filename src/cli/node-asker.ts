import type { HttpAsker, HttpOutcome, HttpQuestion } from '../protocol/conformance/http-exchange.ts';

/** Longest wait for one answer, from the question to the last byte. */
const answerMs = 15_000;

/** Asks with Node's own fetch: redirects, conditional answers and all headers can be seen. `signal` ends everything. */
export function createNodeAsker(signal: AbortSignal): HttpAsker {
  return {
    seesEverything: true,
    async ask(question): Promise<HttpOutcome> {
      const within = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
      try {
        const response = await fetch(question.url, {
          method: question.method,
          headers: question.headers,
          body: question.body,
          redirect: 'manual',
          signal: within,
        });
        const { bytes, isTooLarge } = await readBounded(response, question);
        return { answer: { status: response.status, headers: Object.fromEntries(response.headers), body: bytes, isTooLarge } };
      } catch (error) {
        return { reason: reasonOf(error) };
      }
    },
  };
}

async function readBounded(
  response: Response,
  { limitBytes }: HttpQuestion,
): Promise<{ bytes: Uint8Array; isTooLarge: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    // Leaving the loop cancels the body.
    if (length > limitBytes) return { bytes: new Uint8Array(0), isTooLarge: true };
    parts.push(part);
  }
  return { bytes: Buffer.concat(parts), isTooLarge: false };
}

/** Node says only "fetch failed"; what is behind it is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection';
  if (error.name === 'TimeoutError') return `no answer within ${answerMs / 1000} s`;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return code ?? (cause instanceof Error ? cause.message : error.message);
}
