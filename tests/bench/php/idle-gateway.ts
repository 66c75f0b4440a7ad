// A gateway on loopback with many accounts that say nothing new: every account has a key, an actor, an outbox and a page of its own,
// made and signed by the project's own builders. Counts what it is asked.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { etagOf, matchingTag } from '../../../src/gateway/http/answer.ts';
import { accountPaths, pagePath } from '../../../src/protocol/identity/paths.ts';
import { readPath } from '../../../src/protocol/tree/read-path.ts';
import { buildAccount } from '../support/account.ts';

export interface Asked {
  readonly requests: number;
  readonly conditional: number;
  readonly notModified: number;
  /** Request and answer lines, headers and bodies, as they crossed the wire. */
  readonly bytes: number;
  /** Requests by account, for every account of the gateway. */
  readonly perAccount: readonly number[];
}

export interface IdleGateway {
  readonly origin: string;
  readonly dids: readonly string[];
  /** What it was asked since the last call. */
  take(): Asked;
  stop(): Promise<void>;
}

interface File {
  readonly bytes: Uint8Array;
  readonly etag: string;
  readonly account: number;
}

const builtAtOnce = 16;

/** Takes about 4 ms for each account. */
export async function startIdleGateway(accounts: number): Promise<IdleGateway> {
  const files = new Map<string, File>();
  const dids: string[] = [];
  while (dids.length < accounts) {
    const batch = Array.from({ length: Math.min(builtAtOnce, accounts - dids.length) }, () => buildAccount({ posts: 1 }));
    for (const { did, store, root } of await Promise.all(batch)) {
      for (const path of [accountPaths(did).actor, accountPaths(did).outbox, pagePath(did, 0)]) {
        const bytes = await readPath(store, root, path);
        if (bytes === undefined) throw new Error(`${path} was not published`);
        files.set(`/${path}`, { bytes, etag: etagOf(bytes), account: dids.length });
      }
      dids.push(did);
    }
  }

  const nothing = (): { -readonly [K in keyof Asked]: Asked[K] } & { perAccount: number[] } => ({
    requests: 0,
    conditional: 0,
    notModified: 0,
    bytes: 0,
    perAccount: Array.from({ length: accounts }, () => 0),
  });
  let asked = nothing();
  const before = new WeakMap<object, { read: number; written: number }>();

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const file = files.get(decodeURI(request.url ?? ''));
    asked.requests++;
    if (request.headers['if-none-match'] !== undefined) asked.conditional++;
    if (file !== undefined) asked.perAccount[file.account] = (asked.perAccount[file.account] ?? 0) + 1;
    const { socket } = request;
    response.once('finish', () => {
      const last = before.get(socket) ?? { read: 0, written: 0 };
      asked.bytes += socket.bytesRead - last.read + socket.bytesWritten - last.written;
      before.set(socket, { read: socket.bytesRead, written: socket.bytesWritten });
    });
    if (file === undefined) {
      response.writeHead(404).end();
    } else if (matchingTag(request.headers['if-none-match'], file.etag) === undefined) {
      const type = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"';
      response.writeHead(200, { 'Content-Type': type, ETag: `"${file.etag}"` }).end(file.bytes);
    } else {
      asked.notModified++;
      response.writeHead(304, { ETag: `"${file.etag}"` }).end();
    }
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dids,
    take() {
      const taken = asked;
      asked = nothing();
      return taken;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
