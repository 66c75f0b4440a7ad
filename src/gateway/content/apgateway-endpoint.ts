import type { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import { parseDid } from '../../protocol/identity/ids.ts';
import { idToTreePath } from '../../protocol/identity/paths.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { maxFileBytes, readFile } from '../../protocol/tree/file.ts';
import { locatePath } from '../../protocol/tree/read-path.ts';
import { type Answer, type GatewayRequest, matchesEtag, refuse } from '../http/answer.ts';
import { guardContent, secureContent } from './content-safety.ts';
import { serveFile } from './plain-content.ts';
import { isText, mediaTypeOf } from './media-types.ts';

interface Cached {
  readonly root: CID;
  readonly cid: CID;
  readonly bytes?: Uint8Array;
}

const maxCachedEntries = 10_000;
const maxCachedBytes = 32 * 2 ** 20;
const largestCachedBytes = 2 ** 20;

/**
 * `/.well-known/apgateway/<did>/…`: the documents of hosted accounts under web addresses (FEP-ef61). What is asked for again and
 * again, unchanged, is answered from memory.
 */
export function createApgatewayEndpoint(
  blocks: BlockStore,
  servedRoot: (did: Did) => CID | undefined,
): { handle(request: GatewayRequest): Promise<Answer> } {
  const cache = new Map<string, Cached>();
  let cachedBytes = 0;
  const forget = (key: string): void => {
    cachedBytes -= cache.get(key)?.bytes?.length ?? 0;
    cache.delete(key);
  };
  const remember = (key: string, entry: Cached): void => {
    forget(key);
    cache.set(key, entry);
    cachedBytes += entry.bytes?.length ?? 0;
    for (const old of cache.keys()) {
      if (cache.size <= maxCachedEntries && cachedBytes <= maxCachedBytes) break;
      forget(old);
    }
  };

  const find = async (key: string, root: CID, path: string): Promise<Cached | undefined> => {
    const known = cache.get(key);
    if (known?.root.equals(root)) {
      remember(key, known);
      return known;
    }
    const located = await locatePath(blocks, root, path);
    if (located.type !== 'found') return undefined;
    // Most files do not change when the root does.
    const entry = { root, cid: located.cid, ...(known?.cid.equals(located.cid) && known.bytes ? { bytes: known.bytes } : {}) };
    remember(key, entry);
    return entry;
  };

  const answer = async (request: GatewayRequest): Promise<Answer> => {
    const match = /^\/\.well-known\/apgateway\/([^/]+)\/(.+)$/.exec(request.url.pathname);
    const did = parseDid((match?.[1] ?? '').replace(/%3a/gi, ':'));
    const path = did === undefined ? undefined : idToTreePath(`ap://${did}/${match?.[2]}`);
    if (did === undefined || path === undefined) return refuse(404, 'Not found');
    const root = servedRoot(did);
    if (root === undefined) return refuse(404, 'This gateway does not keep that account');
    const key = `${did}/${path}`;
    const found = await find(key, root, path);
    if (found === undefined) return refuse(404, 'Not found');
    const type = typeOf(path);
    const headers = {
      'Content-Type': type,
      'Cache-Control': path.startsWith('m/') ? 'public, max-age=29030400, immutable' : 'no-cache',
    };
    const etag = found.cid.toString();
    if (found.bytes !== undefined || matchesEtag(request.headers['if-none-match'], etag)) {
      return { status: 200, headers, body: found.bytes ?? '', etag, compress: isText(type) };
    }
    if (!isText(type)) {
      return serveFile(request, { blocks, cid: found.cid, path, cacheControl: headers['Cache-Control'], headers });
    }
    const file = await readFile(blocks, found.cid, maxFileBytes);
    if (file.type !== 'found') return refuse(file.type === 'missing' ? 404 : 502, 'Not kept here');
    if (file.bytes.length <= largestCachedBytes) remember(key, { ...found, bytes: file.bytes });
    return { status: 200, headers, body: file.bytes, etag, compress: isText(type) };
  };

  return {
    async handle(request) {
      // Whatever is posted to an inbox here would be lost: Pollen accounts have none.
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Read only', { Allow: 'GET, HEAD, OPTIONS' });
      return guardContent(request) ?? secureContent(request, await answer(request));
    },
  };
}

/** Among the media nothing was checked: what lies there must not look like a document. */
function typeOf(path: string): string {
  const type = mediaTypeOf(path);
  return path.startsWith('m/') && !/^(?:image|video|audio)\//.test(type) ? 'application/octet-stream' : type;
}
