import type { IncomingHttpHeaders } from 'node:http';
import { createHash } from 'node:crypto';
import type { HostKind } from './access.ts';
import type { Result } from '../../protocol/result.ts';

/** One request as the endpoints see it: host, origin, budget have been checked before. */
export interface GatewayRequest {
  readonly method: string;
  /** Path and query as sent, resolved against the host that was asked. */
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly host: HostKind;
  /** Who asks: the client's IP address (the proxy's word is taken only behind a public URL). */
  readonly address: string;
  /** Origin header, when it is one that may write here. */
  readonly trustedOrigin?: string;
  /** Reads the whole body, at most `limitBytes`. */
  body(limitBytes: number): Promise<Result<Uint8Array, BodyError>>;
}

export type BodyError = { readonly type: 'too-large' } | { readonly type: 'incomplete' };

/** What an endpoint answers. The server adds the common headers, cuts the body for HEAD, answers If-None-Match, compresses. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string | AsyncIterable<Uint8Array>;
  /** Bytes of a streamed body, when known. */
  readonly lengthBytes?: number;
  /** Strong entity tag without quotes; given one, a matching If-None-Match is answered 304. */
  readonly etag?: string;
  /** The body is compressed already, in this coding: another form of what `etag` stands for. */
  readonly etagSuffix?: 'br' | 'gzip';
  /** The body is text that is worth compressing; the compressed form is remembered under `etag`. */
  readonly compress?: boolean;
  /**
   * For as long as it says yes, the same request gets the same answer: those who have it already are told so from memory. Must be quick,
   * and must depend on nothing of the request but host, path, query and `Accept`.
   */
  readonly isCurrent?: () => boolean;
}

/** Plain words for people and programs; never cached. */
export function refuse(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
    body: `${message}\n`,
  };
}

export function json(value: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(value),
  };
}

export function redirect(status: 301 | 307, location: string): Answer {
  return { status, headers: { Location: location, 'Cache-Control': 'no-store' } };
}

/** Entity tag for bytes that have no CID. */
export function etagOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 32);
}

/**
 * The tag in `If-None-Match` that stands for what `etag` (without quotes) stands for: itself or a compressed form (`-br`, `-gzip`).
 * undefined: none does. RFC 9110 section 13.1.2, weak comparison.
 */
export function matchingTag(ifNoneMatch: string | undefined, etag: string): string | undefined {
  if (ifNoneMatch === undefined) return undefined;
  const plain = `"${etag}"`;
  if (ifNoneMatch === plain || ifNoneMatch.trim() === '*') return plain;
  return ifNoneMatch
    .split(',')
    .map((part) => part.trim().replace(/^W\//, ''))
    .find((tag) => tag.replace(/-(br|gzip)"$/, '"') === plain);
}

export const matchesEtag = (ifNoneMatch: string | undefined, etag: string): boolean =>
  matchingTag(ifNoneMatch, etag) !== undefined;
