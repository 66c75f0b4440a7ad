import * as z from 'zod/mini';
import { accountPaths, treePathToId } from '../../protocol/identity/paths.ts';
import type { Did } from '../../protocol/brand.ts';
import type { CallOptions, GatewayClient, GatewayError } from '../../protocol/ports/network.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { fetchBounded, type FetchedBytes } from '../bounded-fetch.ts';
import { successionByteLimit } from '../../protocol/succession/check-succession.ts';
import { successionPath } from '../../protocol/succession/succession-state.ts';
import { createGatewayTokens, type GatewayTokens } from './gateway-tokens.ts';
import { buildHostingRequest } from './hosting-request.ts';

const stateBytes = 16 * 1024;
/** A page of the letter box: 100 letters of 64 KiB. */
const responsesBytes = 8 * 1024 * 1024;
const timeoutMs = 15_000;
const longestReason = 300;

const wireHosting = z.object({
  hosted: z.boolean(),
  usedBytes: z.number().check(z.nonnegative()),
  quotaBytes: z.number().check(z.nonnegative()),
  pass: z.optional(z.string().check(z.maxLength(512), z.regex(/^[\x21-\x7e]+$/))),
});

export interface GatewayClientOptions {
  readonly nowMs?: () => number;
  /** Shared with whatever else asks the same gateways. */
  readonly tokens?: GatewayTokens;
}

/** Talks to gateways over HTTP: hosting, letter boxes. Every call ends within 20 s and takes bounded answers. */
export function createGatewayClient(parts: GatewayClientOptions = {}): GatewayClient {
  const { nowMs = Date.now, tokens = createGatewayTokens() } = parts;
  const send = async (
    method: 'POST' | 'PUT',
    origin: string,
    path: string,
    mediaType: string,
    body: Uint8Array,
    options: CallOptions,
  ): Promise<Result<FetchedBytes, GatewayError>> => {
    const once = async (): Promise<Result<FetchedBytes, GatewayError>> => {
      const token = await tokens.token(origin, options);
      const headers = { 'content-type': mediaType, ...(token !== undefined && { 'x-pollen-token': token }) };
      const init = { method, headers, body: Uint8Array.from(body) };
      return request(`${origin}${path}`, init, stateBytes, options);
    };
    const first = await once();
    // The token may be of an earlier life of the gateway: once more with a fresh one.
    if (first.ok || first.error.type !== 'refused' || ![401, 403].includes(first.error.status)) return first;
    return tokens.forget(origin) ? once() : first;
  };

  return {
    async requestHosting(origin, signer, options = {}) {
      const body = await buildHostingRequest(signer, { origin, nowMs: nowMs(), invite: options.invite });
      const answer = await send('POST', origin, '/pollen/hosting', 'application/json', body, options);
      if (!answer.ok) return answer;
      const state = z.safeParse(wireHosting, parseJson(answer.value.bytes));
      if (!state.success) return err({ type: 'unreachable', reason: 'not a gateway’s answer' });
      const { pass, ...hosting } = state.data;
      if (pass !== undefined) tokens.keepPass(origin, pass);
      return ok(hosting);
    },
    async deliver(origin, recipient, activity, options = {}) {
      const path = `/pollen/responses?actor=${encodeURIComponent(actorId(recipient))}`;
      const answer = await send('POST', origin, path, 'application/ld+json', activity, options);
      return answer.ok ? ok(undefined) : answer;
    },
    async statement(origin, account, options = {}) {
      const headers = { accept: 'application/ld+json' };
      const answer = await request(`${origin}${successionPath(account)}`, { headers }, successionByteLimit, options);
      if (answer.ok) return ok(answer.value.bytes);
      return answer.error.type === 'refused' && answer.error.status === 404 ? ok(undefined) : answer;
    },
    async handOver(origin, account, statement, options = {}) {
      const path = `/pollen/successor?actor=${encodeURIComponent(actorId(account))}`;
      const answer = await send('PUT', origin, path, 'application/activity+json', statement, options);
      return answer.ok ? ok(undefined) : answer;
    },
    async responses(origin, actor, options = {}) {
      const first = `${origin}/pollen/responses?actor=${encodeURIComponent(actorId(actor))}`;
      const url = options.url ?? first;
      // A page must be the same gateway's, or its word would send the reader anywhere.
      if (!URL.canParse(url) || new URL(url).origin !== origin)
        return err({ type: 'unreachable', reason: 'page of another host' });
      const headers = { accept: 'application/ld+json', ...(options.etag !== undefined && { 'if-none-match': options.etag }) };
      const answer = await request(url, { headers }, responsesBytes, options);
      if (!answer.ok) return answer;
      if (answer.value.status === 304) return ok(undefined);
      const etag = answer.value.headers.get('etag');
      return ok({ bytes: answer.value.bytes, ...(etag !== null && { etag }) });
    },
  };
}

const actorId = (did: Did): string => treePathToId(did, accountPaths(did).actor);

async function request(
  url: string,
  init: RequestInit,
  maxBytes: number,
  { signal }: CallOptions,
): Promise<Result<FetchedBytes, GatewayError>> {
  const answer = await fetchBounded(url, init, { maxBytes, timeoutMs, signal });
  if (!answer.ok) {
    const { error } = answer;
    if (error.type === 'aborted') return err({ type: 'aborted' });
    return err({ type: 'unreachable', reason: error.type === 'unreachable' ? error.reason : error.type });
  }
  const { status, bytes } = answer.value;
  if ((status >= 200 && status < 300) || status === 304) return ok(answer.value);
  return err({ type: 'refused', status, reason: refusal(bytes) });
}

/** Gateways say why in a line of text or `{"error": …}`. */
function refusal(bytes: Uint8Array): string {
  const json = parseJson(bytes);
  const error = typeof json === 'object' && json !== null && 'error' in json ? json.error : undefined;
  const text = typeof error === 'string' ? error : json === undefined ? new TextDecoder().decode(bytes) : '';
  return text.slice(0, longestReason).trim();
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
