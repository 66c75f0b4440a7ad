import type { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import { parseDid } from '../../protocol/identity/ids.ts';
import { accountPaths, idToTreePath, pageNumberOf, pagePath } from '../../protocol/identity/paths.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { parseSigned } from '../../protocol/proof/signed-json.ts';
import { maxFileBytes, readFile } from '../../protocol/tree/file.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { isPrivatePath } from '../../protocol/private-state/private-path.ts';
import { successionLink, successionPath } from '../../protocol/succession/succession-state.ts';
import { type Answer, etagOf, type GatewayRequest, matchesEtag, refuse } from '../http/answer.ts';
import type { Compressor } from '../http/compressor.ts';
import { guardContent, secureContent } from './content-safety.ts';
import { createDocumentCache } from './document-cache.ts';
import { isText, mediaTypeOf } from './media-types.ts';
import { serveFile } from './plain-content.ts';

export interface ApgatewayEndpoint {
  handle(request: GatewayRequest): Promise<Answer>;
  /** Makes what every poller will ask for ready in memory, compressed: the account's root has changed. */
  prepare(did: Did): Promise<void>;
}

export interface ApgatewayOptions {
  readonly blocks: BlockStore;
  readonly compressor: Compressor;
  /** The tree that is served for an account. The same object for as long as it is the same tree. */
  servedRoot(did: Did): CID | undefined;
  /** What the account's successor has said. The same object for as long as it is the same statement. */
  statement(did: Did): Uint8Array | undefined;
}

/**
 * `/.well-known/apgateway/<did>/…`: the documents of hosted accounts under web addresses (FEP-ef61, bridge-spec section 7). What is
 * asked for again and again, unchanged, is answered from memory.
 */
export function createApgatewayEndpoint({ blocks, compressor, servedRoot, statement }: ApgatewayOptions): ApgatewayEndpoint {
  const cache = createDocumentCache(blocks);

  const answer = async (request: GatewayRequest): Promise<Answer> => {
    const match = /^\/\.well-known\/apgateway\/([^/]+)\/(.+)$/.exec(request.url.pathname);
    const did = parseDid((match?.[1] ?? '').replace(/%3a/gi, ':'));
    const path = did === undefined ? undefined : idToTreePath(`ap://${did}/${match?.[2]}`);
    // The account's own devices read it as blocks; nobody else has any use for it (bridge-spec section 17).
    if (did === undefined || path === undefined || isPrivatePath(did, path)) return refuse(404, 'Not found');
    const root = servedRoot(did);
    if (root === undefined) return refuse(404, 'This gateway does not keep that account');
    const successor = statement(did);
    const link: Record<string, string> = successor === undefined ? {} : { Link: successionLink(did) };
    const isCurrent = (): boolean => servedRoot(did) === root && statement(did) === successor;
    if (`/${path}` === successionPath(did)) {
      if (successor === undefined) return refuse(404, 'Nobody has taken this account over');
      const headers = { 'Content-Type': typeOf(path), 'Cache-Control': 'no-cache', ...link };
      return { status: 200, headers, body: successor, etag: etagOf(successor), isCurrent };
    }
    const key = `${did}/${path}`;
    const found = await cache.find(key, root, path);
    if (found === undefined) return refuse(404, 'Not found');
    const type = typeOf(path);
    const headers = {
      'Content-Type': type,
      'Cache-Control': path.startsWith('m/') ? 'public, max-age=29030400, immutable' : 'no-cache',
      ...link,
    };
    const etag = found.cid.toString();
    const whole = { status: 200, headers, etag, compress: isText(type), isCurrent };
    if (found.bytes !== undefined || matchesEtag(request.headers['if-none-match'], etag))
      return { ...whole, body: found.bytes ?? '' };
    if (!isText(type)) {
      return serveFile(request, { blocks, cid: found.cid, path, cacheControl: headers['Cache-Control'], headers });
    }
    const file = await readFile(blocks, found.cid, maxFileBytes);
    if (file.type !== 'found') return refuse(file.type === 'missing' ? 404 : 502, 'Not kept here');
    cache.remember(key, { ...found, bytes: file.bytes });
    return { ...whole, body: file.bytes };
  };

  return {
    async handle(request) {
      // Whatever is posted to an inbox here would be lost: Pollen accounts have none.
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Read only', { Allow: 'GET, HEAD, OPTIONS' });
      return guardContent(request) ?? secureContent(request, await answer(request));
    },
    async prepare(did) {
      const root = servedRoot(did);
      if (root === undefined) return;
      const { outbox, actor } = accountPaths(did);
      for (const path of [outbox, await newestPagePath(blocks, did, root), actor]) {
        const found = path === undefined ? undefined : await cache.find(`${did}/${path}`, root, path);
        const bytes = found?.bytes ?? (path === undefined ? undefined : await readPath(blocks, root, path));
        if (path === undefined || found === undefined || bytes === undefined) continue;
        cache.remember(`${did}/${path}`, { ...found, bytes });
        await compressor.prepare(bytes, found.cid.toString());
      }
    },
  };
}

async function newestPagePath(blocks: BlockStore, did: Did, root: CID): Promise<string | undefined> {
  const bytes = await readPath(blocks, root, accountPaths(did).outbox);
  const outbox = bytes === undefined ? undefined : parseSigned(bytes);
  const first = outbox?.ok === true ? outbox.value['first'] : undefined;
  const page = typeof first === 'string' ? pageNumberOf(first) : undefined;
  return page === undefined ? undefined : pagePath(did, page);
}

/** Among the media nothing was checked: what lies there must not look like a document. */
function typeOf(path: string): string {
  const type = mediaTypeOf(path);
  return path.startsWith('m/') && !/^(?:image|video|audio)\//.test(type) ? 'application/octet-stream' : type;
}
