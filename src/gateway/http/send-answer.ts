import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Answer, matchingTag } from './answer.ts';
import { acceptedEncoding, type Compressor, leastCompressedBytes } from './compressor.ts';
import { notModifiedHeaders } from './poll-memory.ts';

/** Writes an answer: common safety headers, 304 for a known entity tag, compression, no body for HEAD. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  compressor: Compressor,
): Promise<void> {
  const tag =
    answer.etag === undefined || answer.status !== 200 ? undefined : matchingTag(request.headers['if-none-match'], answer.etag);
  if (tag !== undefined) {
    response.writeHead(304, notModifiedHeaders(answer, tag)).end();
    return;
  }
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.etag !== undefined)
    response.setHeader('ETag', answer.etagSuffix === undefined ? `"${answer.etag}"` : `"${answer.etag}-${answer.etagSuffix}"`);
  const { body } = answer;
  if (body === undefined) {
    if (answer.status !== 204) response.setHeader('Content-Length', answer.lengthBytes ?? 0);
    response.writeHead(answer.status).end();
    return;
  }
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    if (answer.lengthBytes !== undefined) response.setHeader('Content-Length', answer.lengthBytes);
    response.writeHead(answer.status);
    if (request.method === 'HEAD') response.end();
    else await pipeline(Readable.from(body, { objectMode: false }), response);
    return;
  }
  let bytes: Uint8Array = typeof body === 'string' ? Buffer.from(body) : body;
  if (answer.compress === true) {
    response.appendHeader('Vary', 'Accept-Encoding');
    const encoding = acceptedEncoding(request.headers['accept-encoding']);
    if (encoding !== undefined && bytes.length >= leastCompressedBytes) {
      bytes = await compressor.compress(bytes, encoding, answer.etag);
      response.setHeader('Content-Encoding', encoding);
      // Other bytes, another strong tag (RFC 9110 section 8.8.3.3).
      if (answer.etag !== undefined) response.setHeader('ETag', `"${answer.etag}-${encoding}"`);
    }
  }
  response.setHeader('Content-Length', bytes.length);
  response.writeHead(answer.status);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
