import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { CID } from 'multiformats/cid';
import { carStream } from '../../../src/gateway/content/car-stream.ts';
import { createHead } from '../../../src/network/heads/ipns-head.ts';
import type { Signer } from '../../../src/protocol/ports/crypto.ts';
import type { BlockStore } from '../../../src/protocol/ports/block-store.ts';
import { locatePath } from '../../../src/protocol/tree/read-path.ts';

/** A gateway of somebody who means ill: serves whatever tree it is given, checks nothing, and notes who asks for what. */
export interface HostileGateway {
  readonly origin: string;
  /** Serves this record from now on. */
  serve(record: Uint8Array): void;
  /** Signs a record for `root` with the clock's sequence and serves it; returns it, to be replayed later. */
  publish(root: CID): Promise<Uint8Array>;
  /** How often the record was handed out. */
  recordsServed(): number;
  /** Paths that no honest reader of an account asks for: pictures, scripts and beacons that the posts name. */
  readonly bait: string[];
  close(): Promise<void>;
}

export async function startHostileGateway(signer: Signer, store: BlockStore): Promise<HostileGateway> {
  let record: Uint8Array | undefined;
  let above = -1n;
  let served = 0;
  const bait: string[] = [];

  async function content(url: URL, response: ServerResponse): Promise<void> {
    const [, , cid = '', ...names] = url.pathname.split('/').map(decodeURIComponent);
    const root = CID.parse(cid);
    if (url.searchParams.get('format') === 'raw') {
      const bytes = await store.get(root);
      response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
      return;
    }
    const located = await locatePath(store, root, names.join('/'));
    if (located.type !== 'found') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/vnd.ipld.car' });
    Readable.from(carStream(store, located.directories, located.cid, 'entity')).pipe(response);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (url.pathname.startsWith('/ipfs/')) return content(url, response);
    if (url.pathname.startsWith('/routing/v1/ipns/') && record !== undefined) {
      served++;
      response.writeHead(200, { 'Content-Type': 'application/vnd.ipfs.ipns-record' }).end(record);
      return;
    }
    if (!url.pathname.startsWith('/routing/') && !url.pathname.startsWith('/pollen/')) bait.push(url.pathname);
    response.writeHead(404).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    serve(next) {
      record = next;
    },
    async publish(root) {
      const head = await createHead(signer, root, { above, nowMs: Date.now() });
      above = head.sequence;
      record = head.record;
      return head.record;
    },
    recordsServed: () => served,
    bait,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
