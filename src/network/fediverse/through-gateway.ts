import * as z from 'zod/mini';
import type { WebAnswer, WebError, WebRequest } from '../../protocol/ports/fediverse.ts';
import type { CallOptions } from '../../protocol/ports/network.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { fetchBounded, type FetchedBytes } from '../bounded-fetch.ts';
import type { GatewayTokens } from '../gateways/gateway-tokens.ts';
import { retryAfterMs } from './retry-after.ts';
import { takeAnswer } from './take-answer.ts';

export interface GatewayFetchOptions {
  /** Origins of one's own gateways. */
  gateways(): readonly string[];
  readonly tokens: GatewayTokens;
  readonly nowMs: () => number;
  readonly fetch?: typeof fetch;
}

/** Asks one's own gateways to read what servers do not let pages of other origins read. */
export interface GatewayFetch {
  /** Is there a gateway that did not refuse to do so lately? */
  isThere(): boolean;
  /** What the server said to the gateway, or why nothing; undefined: no gateway asked it. */
  ask(request: WebRequest, options: CallOptions): Promise<Result<WebAnswer, WebError> | undefined>;
}

/** A gateway gives up after 15 s. */
const timeoutMs = 20_000;
/** A gateway that does not do this, or is not there, is left alone for so long. */
const refusedMs = 5 * 60_000;
const errorBytes = 4096;

const wireError = z.discriminatedUnion('type', [
  z.object({ type: z.literal('unreachable'), reason: z.string().check(z.maxLength(300)) }),
  z.object({ type: z.literal('refused'), status: z.int(), retryAfterMs: z.optional(z.number().check(z.nonnegative())) }),
  z.object({ type: z.literal('too-large') }),
  z.object({ type: z.literal('timed-out') }),
  z.object({ type: z.literal('not-allowed') }),
]);

/** `POST /pollen/fetch` (docs/guides/gateway.md). The gateways are asked in turn until one did it. */
export function createGatewayFetch({ gateways, tokens, nowMs, fetch }: GatewayFetchOptions): GatewayFetch {
  const refusedUntilMs = new Map<string, number>();
  const willing = (): string[] => gateways().filter((origin) => (refusedUntilMs.get(origin) ?? 0) <= nowMs());

  const send = async (origin: string, request: WebRequest, { signal }: CallOptions): Promise<FetchedBytes | WebError> => {
    const token = await tokens.token(origin, { signal });
    if (token === undefined) return { type: 'unreachable', reason: 'no token' };
    const { url, accept, etag, maxBytes } = request;
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-pollen-token': token },
      body: JSON.stringify({ url, accept, maxBytes, etag, pass: tokens.pass(origin) }),
    };
    const bounds = { maxBytes: maxBytes + errorBytes, timeoutMs, signal, fetch };
    const answer = await fetchBounded(`${origin}/pollen/fetch`, init, bounds);
    return answer.ok ? answer.value : answer.error;
  };

  const askOne = async (
    origin: string,
    request: WebRequest,
    options: CallOptions,
  ): Promise<Result<WebAnswer, WebError> | undefined> => {
    let answer = await send(origin, request, options);
    // The token may be of an earlier life of the gateway: once more with a fresh one.
    if ('status' in answer && 'bytes' in answer && answer.status === 403 && tokens.forget(origin))
      answer = await send(origin, request, options);
    if (!('bytes' in answer)) {
      if (answer.type === 'unreachable') refusedUntilMs.set(origin, nowMs() + refusedMs);
      return answer.type === 'unreachable' ? undefined : err(answer);
    }
    const { status, headers, bytes } = answer;
    const url = headers.get('x-pollen-url') ?? request.url;
    if (status === 204 && request.etag !== undefined)
      return ok({ status: 304, url, contentType: '', bytes: new Uint8Array(0), etag: request.etag, throughGateway: origin });
    if (status === 200) {
      const link = headers.get('x-pollen-link');
      const contentType = headers.get('content-type') ?? '';
      return ok(takeAnswer(request, { url, contentType, bytes, throughGateway: origin, ...(link !== null && { link }) }));
    }
    if (status === 429 || status === 503)
      return err({ type: 'refused', status: 429, retryAfterMs: retryAfterMs(headers, nowMs()) });
    const error = status === 502 ? readError(bytes) : undefined;
    if (error !== undefined) return err(error);
    // A proxy before the gateway may say 502, too; anything else is a gateway that does not do this for us.
    refusedUntilMs.set(origin, nowMs() + refusedMs);
    return undefined;
  };

  return {
    isThere: () => willing().length > 0,
    async ask(request, options) {
      for (const origin of willing()) {
        const answer = await askOne(origin, request, options);
        if (answer !== undefined) return answer;
      }
      return undefined;
    },
  };
}

function readError(bytes: Uint8Array): WebError | undefined {
  try {
    const read = z.safeParse(wireError, JSON.parse(new TextDecoder().decode(bytes)));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
