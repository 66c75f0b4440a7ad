// A consumer as another server would have it: the project's reader over plain HTTP with conditional requests, everything counted.
import { Agent, get, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createNodeVerifier } from '../../../src/gateway/node-verifier.ts';
import type { Did } from '../../../src/protocol/brand.ts';
import { accountPaths } from '../../../src/protocol/identity/paths.ts';
import type { SyncRecord } from '../../../src/protocol/ports/records.ts';
import { pollAccount } from '../../../src/protocol/reader/consumer.ts';
import { type ReadOutcome, runReader } from '../../../src/protocol/reader/read-outcome.ts';

export interface Traffic {
  requests: number;
  notModified: number;
  /** Bodies as they crossed the wire. */
  bodyBytes: number;
  /** Bodies unpacked. */
  rawBytes: number;
  /** Status lines and headers of the answers. */
  headerBytes: number;
}

export interface HttpConsumer {
  /** One poll. `undefined`: the outbox was answered 304, which is all there is to do. */
  poll(): Promise<{ readonly outcome: ReadOutcome | undefined; readonly traffic: Traffic }>;
  close(): void;
}

interface Known {
  readonly etag: string;
  readonly bytes: Uint8Array;
}

const verifier = createNodeVerifier();

export function createHttpConsumer(origin: string, did: Did, acceptEncoding: string): HttpConsumer {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const known = new Map<string, Known>();
  let state: SyncRecord | undefined;

  /** The file, and whether it has changed since this consumer saw it last. */
  async function fetchFile(path: string, traffic: Traffic): Promise<{ bytes: Uint8Array | undefined; changed: boolean }> {
    const before = known.get(path);
    const headers = {
      accept: 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
      'accept-encoding': acceptEncoding,
      ...(before && { 'if-none-match': before.etag }),
    };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${origin}/${path}`, { agent, headers }, resolve).on('error', reject);
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer) chunks.push(chunk as Uint8Array);
    const body = Buffer.concat(chunks);
    traffic.requests++;
    traffic.bodyBytes += body.length;
    traffic.headerBytes += headerBytesOf(answer);
    if (answer.statusCode === 304) {
      traffic.notModified++;
      return { bytes: before?.bytes, changed: false };
    }
    if (answer.statusCode !== 200) return { bytes: undefined, changed: true };
    const bytes = new Uint8Array(decode(body, answer.headers['content-encoding']));
    traffic.rawBytes += bytes.length;
    known.set(path, { etag: answer.headers.etag ?? '', bytes });
    return { bytes, changed: true };
  }

  return {
    async poll() {
      const traffic: Traffic = { requests: 0, notModified: 0, bodyBytes: 0, rawBytes: 0, headerBytes: 0 };
      const outbox = await fetchFile(accountPaths(did).outbox, traffic);
      if (!outbox.changed) return { outcome: undefined, traffic };
      // The reader may ask for a file twice, and name what it will ask for next; each is fetched once.
      const asked = new Map([[accountPaths(did).outbox, Promise.resolve(outbox.bytes)]]);
      const fetchOnce = (path: string): Promise<Uint8Array | undefined> => {
        const file = asked.get(path) ?? fetchFile(path, traffic).then(({ bytes }) => bytes);
        asked.set(path, file);
        return file;
      };
      const outcome = await runReader(pollAccount({ did, state, verifier, nowMs: Date.now() }), (paths) =>
        Promise.all(paths.map(fetchOnce)),
      );
      await Promise.all(asked.values());
      ({ state } = outcome);
      return { outcome, traffic };
    },
    close: () => agent.destroy(),
  };
}

function decode(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'br') return brotliDecompressSync(body);
  return encoding === 'gzip' ? gunzipSync(body) : body;
}

/** `name: value` and line ends, the status line, the empty line. */
function headerBytesOf({ rawHeaders, statusCode, statusMessage }: IncomingMessage): number {
  const statusLine = `HTTP/1.1 ${statusCode} ${statusMessage}\r\n`.length;
  return statusLine + rawHeaders.reduce((sum, text) => sum + text.length + 2, 0) + 2;
}
