import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { DirectoryEntry } from '../../protocol/tree/directory.ts';
import { maxFileBytes, readFile } from '../../protocol/tree/file.ts';
import { type Answer, type GatewayRequest, redirect, refuse } from '../http/answer.ts';
import { parseByteRange } from './byte-range.ts';
import { activityStreamsType, isText, mediaTypeOf } from './media-types.ts';

export interface PlainTarget {
  readonly blocks: BlockStore;
  readonly cid: CID;
  /** Below the root, with a leading slash, or empty. */
  readonly path: string;
  readonly cacheControl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * ActivityStreams only at the place where documents were checked (FEP-ef61): here anybody's bytes have this origin, and a server that
 * trusts hosts would take them for its word (FEP-fe34).
 */
function plainTypeOf(path: string): string {
  const type = mediaTypeOf(path);
  return type === activityStreamsType ? 'application/json; charset=utf-8' : type;
}

/** A file as a web server would give it: type by name, `ETag` = CID, one range. */
export async function serveFile(request: GatewayRequest, target: PlainTarget): Promise<Answer> {
  const { blocks, cid, path, cacheControl } = target;
  const type = plainTypeOf(path === '' ? (request.url.searchParams.get('filename') ?? '') : path);
  const etag = cid.toString();
  const headers = {
    'Content-Type': type,
    ...target.headers,
    'Cache-Control': cacheControl,
    'Accept-Ranges': 'bytes',
    Vary: 'Accept',
  };
  const file = await readFile(blocks, cid, maxFileBytes);
  if (file.type === 'missing') return refuse(404, 'Not completely kept here');
  if (file.type !== 'found') return refuse(502, 'Not a file that can be read');
  const { bytes } = file;
  const ifRange = request.headers['if-range'];
  const range =
    ifRange === undefined || ifRange === `"${etag}"` ? parseByteRange(request.headers.range, bytes.length) : undefined;
  if (range === 'unsatisfiable') return refuse(416, 'No such range', { 'Content-Range': `bytes */${bytes.length}` });
  if (range === undefined) return { status: 200, headers, body: bytes, etag, compress: isText(type) };
  return {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${range.start}-${range.end}/${bytes.length}` },
    body: bytes.subarray(range.start, range.end + 1),
    etag,
  };
}

/** `index.html`, or the names in the directory as text. */
export async function serveDirectory(
  request: GatewayRequest,
  target: PlainTarget & { readonly entries: ReadonlyMap<string, DirectoryEntry> },
): Promise<Answer> {
  const { entries, cid, cacheControl } = target;
  // Relative links in an index page need the slash.
  if (!request.url.pathname.endsWith('/')) return redirect(301, `${request.url.pathname}/${request.url.search}`);
  const index = entries.get('index.html');
  if (index !== undefined) return serveFile(request, { ...target, cid: index.cid, path: '/index.html' });
  const lines = [...entries.values()].map(({ name, totalBytes }) => `${totalBytes}\t${name}\n`);
  return {
    status: 200,
    headers: {
      ...target.headers,
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': cacheControl.replace(', immutable', ''),
      Vary: 'Accept',
    },
    body: lines.join(''),
    etag: `directory-${cid}`,
    compress: true,
  };
}
