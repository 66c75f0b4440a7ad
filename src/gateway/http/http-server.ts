import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Result } from '../../protocol/result.ts';
import { err, ok } from '../../protocol/result.ts';
import type { Access } from './access.ts';
import { type Answer, type GatewayRequest, refuse } from './answer.ts';
import { budgetKey, createBudget } from './budget.ts';
import type { Compressor } from './compressor.ts';
import { createPollMemory } from './poll-memory.ts';
import { readBody } from './read-body.ts';
import { sendAnswer } from './send-answer.ts';

/** Bounds of the HTTP side. Counts, bytes, milliseconds. */
export interface HttpLimits {
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  readonly headerBytes: number;
  /** From the first byte of a request to its last; a slower one is answered 408. */
  readonly requestTimeoutMs: number;
  /** Requests that one address can save up, and how many a second it is given. */
  readonly burst: number;
  readonly perSecond: number;
  /** Requests being worked on; further ones are told to come back (503). Waiting for a slow reader of an answer is no work. */
  readonly maxRequestsAtOnce: number;
}

export const httpLimits: HttpLimits = {
  maxConnections: 2000,
  maxConnectionsPerAddress: 256,
  headerBytes: 16 * 1024,
  requestTimeoutMs: 30_000,
  burst: 5000,
  perSecond: 1000,
  maxRequestsAtOnce: 1000,
};

export interface HttpServerOptions {
  readonly limits: HttpLimits;
  /** Behind a proxy on this machine the client's address is the last one in X-Forwarded-For. */
  readonly trustProxy: boolean;
  readonly compressor: Compressor;
  handle(request: GatewayRequest): Promise<Answer>;
  /** Takes over a WebSocket whose host and origin were checked. */
  adopt(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface HttpServer {
  readonly port: number;
  /** Requests are refused (503) until the rules, which need to know the port, are there. */
  open(access: Access): void;
  close(): Promise<void>;
}

/** Listens; checks connections, budget and Host name before anything else sees a request. Error: the port cannot be had. */
export async function startHttpServer(
  host: string,
  port: number,
  options: HttpServerOptions,
): Promise<Result<HttpServer, string>> {
  const { limits, compressor } = options;
  const budget = createBudget(limits);
  const polls = createPollMemory();
  let working = 0;
  const perAddress = new Map<string, number>();
  let access: Access | undefined;

  const clientAddress = (request: IncomingMessage): string => {
    const peer = request.socket.remoteAddress ?? '';
    if (!options.trustProxy || !isLoopback(peer)) return peer;
    const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim();
    return forwarded === undefined || forwarded === '' ? peer : forwarded;
  };

  /** The request, checked, or the answer that refuses it. */
  const admit = (request: IncomingMessage, address: string): GatewayRequest | Answer => {
    if (access === undefined) return refuse(503, 'Starting', { 'Retry-After': '1' });
    if (working >= limits.maxRequestsAtOnce) return refuse(503, 'Too busy', { 'Retry-After': '2' });
    const kind = access.hostKind(request.headers.host, request.socket.localAddress);
    if (kind === undefined) return refuse(421, 'This gateway does not answer for that host name. See --public-url.');
    const target = request.url ?? '/';
    // Not `//host/…` and not an absolute URL: only this host's own paths.
    const path = target.startsWith('/') ? target.replace(/^\/+/, '/') : '/';
    if (!URL.canParse(path, kind.origin)) return refuse(400, 'Bad request target');
    const { origin } = request.headers;
    return {
      method: request.method ?? 'GET',
      url: new URL(path, kind.origin),
      headers: request.headers,
      host: kind,
      address,
      ...(access.mayWrite(origin, kind) && origin !== undefined ? { trustedOrigin: origin } : {}),
      body: (limitBytes) => readBody(request, limitBytes),
    };
  };

  const answerOf = async (request: IncomingMessage, address: string): Promise<Answer> => {
    const admitted = admit(request, address);
    if ('status' in admitted) return admitted;
    working += 1;
    try {
      const answer = await options.handle(admitted);
      polls.remember(request, answer);
      return answer;
    } finally {
      working -= 1;
    }
  };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = clientAddress(request);
    const isWelcome = budget.take(budgetKey(address), Date.now());
    const known = isWelcome ? polls.notModified(request) : undefined;
    if (known !== undefined) {
      response.writeHead(304, [...known]).end();
      return;
    }
    const answer = isWelcome ? await answerOf(request, address) : tooMany;
    // A body that nobody read would be taken for the next request.
    if (!request.complete && request.method !== 'GET' && request.method !== 'HEAD') response.setHeader('Connection', 'close');
    await sendAnswer(request, response, answer, compressor);
  };

  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      requestTimeout: limits.requestTimeoutMs,
      headersTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(5000, limits.requestTimeoutMs),
      keepAliveTimeout: 30_000,
    },
    (request, response) => {
      respond(request, response).catch((error: unknown) => {
        if (response.headersSent) {
          response.destroy();
          return;
        }
        console.error('request failed:', error);
        response
          .writeHead(500, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' })
          .end('Something went wrong here.\n');
      });
    },
  );
  server.maxConnections = limits.maxConnections;
  server.setTimeout(120_000);
  server.on('connection', (socket: Socket) => {
    const key = budgetKey(socket.remoteAddress ?? '');
    const count = (perAddress.get(key) ?? 0) + 1;
    if (count > limits.maxConnectionsPerAddress && !(options.trustProxy && isLoopback(socket.remoteAddress ?? ''))) {
      socket.destroy();
      return;
    }
    perAddress.set(key, count);
    socket.once('close', () => {
      const left = (perAddress.get(key) ?? 1) - 1;
      if (left === 0) perAddress.delete(key);
      else perAddress.set(key, left);
    });
  });
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const address = clientAddress(request);
    const admitted = budget.take(budgetKey(address), Date.now()) ? admit(request, address) : tooMany;
    const fromPage = request.headers.origin !== undefined;
    // Programs send no Origin; pages always do, and only the app's may use this relay.
    if ('status' in admitted || (fromPage && admitted.trustedOrigin === undefined)) {
      const status = 'status' in admitted ? admitted.status : 403;
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    request.socket.setTimeout(0);
    options.adopt(request, socket, head);
  });

  const listening = await listen(server, host, port);
  if (!listening.ok) return listening;
  return ok({
    port: listening.value,
    open(rules) {
      access = rules;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of upgraded) socket.destroy();
        server.closeAllConnections();
      }),
  });
}

function listen(server: Server, host: string, port: number): Promise<Result<number, string>> {
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(err('code' in error && typeof error.code === 'string' ? error.code : error.message)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? ok(address.port) : err('no address'));
    });
  });
}

const tooMany = refuse(429, 'Too many requests', { 'Retry-After': '5' });

const isLoopback = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address);
