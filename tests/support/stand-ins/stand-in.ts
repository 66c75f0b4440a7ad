import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandInRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface StandInAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Anything but text and bytes is sent as JSON. */
  readonly body?: unknown;
}

/** How a server behaves; may be changed while it runs. */
export interface StandInManners {
  /** Before every answer. */
  delayMs?: number;
  /** Takes every question and never answers. */
  silent?: boolean;
  /** Closes every connection at once. */
  broken?: boolean;
  /** Answers instead of the server where it returns something: errors, redirects, lies. */
  instead?: (request: StandInRequest) => StandInAnswer | undefined;
}

/** A server on this machine that behaves like one of the fediverse, and tells how it was asked. */
export interface StandIn {
  /** `http://localhost:…` */
  readonly origin: string;
  /** With port. */
  readonly host: string;
  readonly manners: StandInManners;
  /** `GET /path?query` of every question, in their order; the newest 10,000. */
  readonly requests: readonly string[];
  /** How many questions there were, and the most that were open at once. */
  readonly total: number;
  readonly mostAtOnce: number;
  forgetRequests(): void;
  close(): Promise<void>;
}

const mostRemembered = 10_000;

/**
 * Starts a server on a free port of `localhost`. `answer` is what it is; what it returns undefined for is not found. Answers get an ETag
 * and honour `If-None-Match` as Rails does.
 */
export async function startStandIn(
  answer: (request: StandInRequest, origin: string) => StandInAnswer | undefined,
  manners: StandInManners = {},
): Promise<StandIn> {
  const requests: string[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let [total, open, mostAtOnce] = [0, 0, 0];
  let origin = '';

  const server = createServer(async (incoming, response) => {
    if (incoming.method !== 'OPTIONS') {
      total += 1;
      requests.push(`${incoming.method} ${incoming.url}`);
      if (requests.length > mostRemembered) requests.shift();
    }
    open += 1;
    mostAtOnce = Math.max(mostAtOnce, open);
    response.once('close', () => (open -= 1));
    if (manners.broken === true) {
      incoming.destroy();
      return;
    }
    const request = await readRequest(incoming, origin);
    if (manners.silent === true) return;
    await wait(manners.delayMs ?? 0, timers);
    const given = request && (manners.instead?.(request) ?? answer(request, origin));
    send(response, request, given ?? { status: 404, body: { error: 'Record not found' } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://localhost:${port}`;
  return {
    origin,
    host: `localhost:${port}`,
    manners,
    requests,
    get total() {
      return total;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    forgetRequests() {
      requests.length = 0;
      [total, mostAtOnce] = [0, 0];
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readRequest(incoming: IncomingMessage, origin: string): Promise<StandInRequest | undefined> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of incoming) pieces.push(piece as Buffer);
  } catch {
    return undefined;
  }
  const { method = 'GET', url = '/', headers } = incoming;
  return { method, url: new URL(url, origin), headers, body: Buffer.concat(pieces).toString() };
}

function send(
  response: ServerResponse,
  request: StandInRequest | undefined,
  { status = 200, headers, body }: StandInAnswer,
): void {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(isRaw ? (body as string) : JSON.stringify(body));
  const etag = `W/"${hash(bytes)}"`;
  const type = isRaw || body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const all = { ...type, ...(status === 200 && { etag }), ...headers };
  const isKnown = status === 200 && request?.headers['if-none-match'] === etag;
  response.writeHead(isKnown ? 304 : status, all);
  response.end(isKnown || request?.method === 'HEAD' ? undefined : bytes);
}

/** FNV-1a: tells answers apart, no more. */
function hash(bytes: Uint8Array): string {
  let value = 0x81_1c_9d_c5;
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01_00_01_93) >>> 0;
  return value.toString(16) + bytes.length.toString(16);
}

function wait(delayMs: number, timers: Set<NodeJS.Timeout>): Promise<void> {
  if (delayMs === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      resolve();
    }, delayMs);
    timers.add(timer);
  });
}

/** Any origin may read it. */
export const openToAll = { 'access-control-allow-origin': '*' };

/** What Mastodon answers once too often was asked (its rate limiter), or when it has `Retry-After`, too. */
export const tooManyRequests = (resetAtMs: number, retryAfterSeconds?: number): StandInAnswer => ({
  status: 429,
  headers: {
    ...openToAll,
    'x-ratelimit-limit': '300',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': new Date(resetAtMs).toISOString(),
    'access-control-expose-headers': 'Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id',
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  },
  body: { error: 'Too many requests' },
});
