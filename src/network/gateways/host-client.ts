import * as z from 'zod/mini';
import { accountId } from '../../protocol/identity/paths.ts';
import type { Did } from '../../protocol/brand.ts';
import type { CallOptions, GatewayError, HostClient } from '../../protocol/ports/network.ts';
import { responsesByteLimit } from '../../protocol/responses/responses-page.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { fetchBounded, type FetchedBytes } from '../bounded-fetch.ts';

const mostHosts = 1000;
const hostListBytes = 512 * 1024;
const actorBytes = 256 * 1024;
const timeoutMs = 15_000;

const wireHosts = z.object({ hosts: z.array(z.unknown()) });

/** Talks to servers of others over HTTP. Every call ends within 15 s and takes bounded answers. */
export function createHostClient(): HostClient {
  return {
    async hosts(gateway, actor, options = {}) {
      const answer = await get(addressOf(gateway, 'hosts', actor), 'application/json', hostListBytes, options);
      if (!answer.ok) return answer;
      const list = z.safeParse(wireHosts, parseJson(answer.value.bytes));
      if (!list.success) return err({ type: 'unreachable', reason: 'not a gateway’s answer' });
      return ok(list.data.hosts.slice(0, mostHosts).filter((host) => typeof host === 'string'));
    },
    async responses(host, actor, options = {}) {
      const url = options.url ?? addressOf(host, 'responses', actor);
      if (!URL.canParse(url) || new URL(url).origin !== host) return err({ type: 'unreachable', reason: 'page of another host' });
      const answer = await get(url, 'application/activity+json', responsesByteLimit, options);
      if (!answer.ok) return answer;
      const etag = answer.value.headers.get('etag');
      return ok({ bytes: answer.value.bytes, ...(etag !== null && { etag }) });
    },
    async actor(id, options = {}) {
      const answer = await get(id, 'application/activity+json', actorBytes, options);
      return answer.ok ? ok(answer.value.bytes) : answer;
    },
  };
}

const addressOf = (origin: string, what: 'hosts' | 'responses', actor: Did): string =>
  `${origin}/pollen/${what}?actor=${encodeURIComponent(accountId(actor, 'actor'))}`;

/**
 * `If-None-Match` of one's own would need a preflight, which hosts need not answer; the browser's cache asks conditionally without
 * (Fetch standard, "no-cache").
 */
async function get(
  url: string,
  accept: string,
  maxBytes: number,
  { signal }: CallOptions,
): Promise<Result<FetchedBytes, GatewayError>> {
  const answer = await fetchBounded(url, { headers: { accept }, cache: 'no-cache' }, { maxBytes, timeoutMs, signal });
  if (!answer.ok) {
    const { error } = answer;
    if (error.type === 'aborted') return err({ type: 'aborted' });
    return err({ type: 'unreachable', reason: error.type === 'unreachable' ? error.reason : error.type });
  }
  const { status } = answer.value;
  return status === 200 ? ok(answer.value) : err({ type: 'refused', status, reason: '' });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
