import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import type { WebError } from '../../protocol/ports/fediverse.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { publicLookup } from '../letter-box/safe-lookup.ts';

export interface PublicReaderOptions {
  /** TCP ports that may be asked. */
  readonly ports: readonly number[];
  /** This gateway's own addresses, which it does not ask. */
  isOwn(url: URL): boolean;
  /** http, any address and any port: a laboratory. */
  readonly anyHost: boolean;
  readonly timeoutMs?: number;
  /** In place of the system's resolver with its check (tests). */
  readonly lookup?: LookupFunction;
  /** Certificates to trust in place of the system's, PEM (tests). */
  readonly ca?: string;
}

export interface PublicQuestion {
  readonly url: URL;
  readonly accept: string;
  readonly maxBytes: number;
  /** Tags of an earlier answer. */
  readonly ifNoneMatch?: string;
  readonly ifModifiedSince?: string;
}

export interface PublicAnswer {
  /** 200, or 304 without a body. */
  readonly status: 200 | 304;
  /** After redirects. */
  readonly url: URL;
  readonly contentType: string;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly link?: string;
  readonly bytes: Uint8Array;
}

/** Reads what servers show to everybody. */
export interface PublicReader {
  read(question: PublicQuestion): Promise<Result<PublicAnswer, WebError>>;
  close(): void;
}

const mostRedirects = 3;
const mostPerHost = 2;
const mostConnections = 32;
const headerBytes = 16 * 1024;
const longestPauseMs = 60 * 60_000;
const userAgent = 'Pollen gateway (reads public documents for its owner)';

/**
 * GETs documents of public servers by https: names only, addresses checked by the lookup that the connection itself uses, so that a
 * name cannot be turned in between; at most 3 redirects, each checked like the first; 15 s from start to last byte; two connections a
 * host. No cookies, no credentials, nothing of whoever asked.
 */
export function createPublicReader(options: PublicReaderOptions): PublicReader {
  const { ports, isOwn, anyHost, timeoutMs = 15_000 } = options;
  const lookup = options.lookup ?? (anyHost ? undefined : publicLookup);
  const agentOptions = { keepAlive: true, maxSockets: mostPerHost, maxTotalSockets: mostConnections, timeout: 30_000, lookup };
  const agents = { https: new HttpsAgent({ ...agentOptions, ca: options.ca }), http: new HttpAgent(agentOptions) };

  const mayAsk = (url: URL): boolean => {
    if (url.href.length > 2048 || url.username !== '' || url.password !== '' || isOwn(url)) return false;
    if (anyHost) return url.protocol === 'https:' || url.protocol === 'http:';
    const isName = url.hostname.includes('.') && !url.hostname.endsWith('.') && isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0;
    return url.protocol === 'https:' && isName && ports.includes(Number(url.port || 443));
  };

  const ask = (url: URL, question: PublicQuestion, signal: AbortSignal): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { accept, ifNoneMatch, ifModifiedSince } = question;
      const headers = {
        accept,
        'accept-encoding': 'gzip, br',
        'user-agent': userAgent,
        ...(ifNoneMatch !== undefined && { 'if-none-match': ifNoneMatch }),
        ...(ifModifiedSince !== undefined && { 'if-modified-since': ifModifiedSince }),
      };
      const isSecure = url.protocol === 'https:';
      const common = { headers, signal, maxHeaderSize: headerBytes };
      const sent = isSecure
        ? httpsRequest(url, { ...common, agent: agents.https }, resolve)
        : httpRequest(url, { ...common, agent: agents.http }, resolve);
      sent.on('error', reject);
      sent.end();
    });

  const follow = async (question: PublicQuestion, signal: AbortSignal): Promise<Result<PublicAnswer, WebError>> => {
    let { url } = question;
    for (let step = 0; step <= mostRedirects; step++) {
      if (!mayAsk(url)) return err({ type: 'not-allowed' });
      const response = await ask(url, question, signal);
      // From here on errors of the stream are told by whoever reads it.
      response.on('error', () => {});
      const status = response.statusCode ?? 0;
      const { location } = response.headers;
      if ([301, 302, 303, 307, 308].includes(status) && location !== undefined) {
        response.destroy();
        if (!URL.canParse(location, url)) return err({ type: 'unreachable', reason: 'redirected to no address' });
        url = new URL(location, url);
        url.hash = '';
        continue;
      }
      return takeResponse(response, url, question);
    }
    return err({ type: 'unreachable', reason: 'redirected too often' });
  };

  return {
    async read(question) {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        return await follow(question, signal);
      } catch (error) {
        if (signal.aborted) return err({ type: 'timed-out' });
        return err({ type: 'unreachable', reason: reasonOf(error) });
      }
    },
    close() {
      agents.https.destroy();
      agents.http.destroy();
    },
  };
}

async function takeResponse(
  response: IncomingMessage,
  url: URL,
  question: PublicQuestion,
): Promise<Result<PublicAnswer, WebError>> {
  const { headers } = response;
  const status = response.statusCode ?? 0;
  const told = {
    url,
    contentType: headers['content-type'] ?? '',
    ...(headers.etag !== undefined && { etag: headers.etag }),
    ...(headers['last-modified'] !== undefined && { lastModified: headers['last-modified'] }),
    ...(typeof headers['link'] === 'string' && { link: headers['link'] }),
  };
  if (status === 304) {
    response.destroy();
    return ok({ ...told, status, bytes: new Uint8Array(0) });
  }
  if (status !== 200) {
    response.destroy();
    return err({ type: 'refused', status, ...pauseOf(response) });
  }
  const bytes = await readAll(response, question.maxBytes);
  return bytes === undefined ? err({ type: 'too-large' }) : ok({ ...told, status, bytes });
}

/** The body, decompressed; undefined: more than `maxBytes` of it. */
async function readAll(response: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of decompressed(response) as AsyncIterable<Uint8Array>) {
      length += piece.length;
      if (length > maxBytes) return undefined;
      pieces.push(piece);
    }
  } finally {
    response.destroy();
  }
  return Buffer.concat(pieces);
}

function decompressed(response: IncomingMessage): Readable {
  const coding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity' || coding === '') return response;
  const decoder =
    coding === 'gzip' || coding === 'x-gzip' ? createGunzip() : coding === 'br' ? createBrotliDecompress() : undefined;
  if (decoder === undefined) throw new Error('compressed in a way that nobody asked for');
  response.on('error', (error) => decoder.destroy(error));
  response.on('close', () => {
    if (!response.complete) decoder.destroy(new Error('broke off'));
  });
  return response.pipe(decoder);
}

/** `Retry-After` in ms, at most an hour; a minute when none is said. */
function pauseOf({ statusCode, headers }: IncomingMessage): { readonly retryAfterMs?: number } {
  if (statusCode !== 429 && statusCode !== 503) return {};
  const said = headers['retry-after']?.trim() ?? '';
  const askedMs = /^\d{1,9}$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return { retryAfterMs: Number.isNaN(askedMs) ? 60_000 : Math.min(Math.max(askedMs, 1000), longestPauseMs) };
}

/** Why, without addresses of the gateway's own network. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return (code ?? error.message).slice(0, 100);
}
