import { CID } from 'multiformats/cid';
import type { IpnsName } from '../../protocol/brand.ts';
import { parseIpnsName } from '../../protocol/identity/ids.ts';
import { isInPrivateState } from '../../protocol/private-state/private-path.ts';
import type { Block, BlockStore } from '../../protocol/ports/block-store.ts';
import type { Head } from '../../protocol/ports/network.ts';
import { listDirectory, locatePath } from '../../protocol/tree/read-path.ts';
import { isTreeCid } from '../../network/sync/verify.ts';
import { type Answer, etagOf, type GatewayRequest, refuse } from '../http/answer.ts';
import { carStream, parseDagScope } from './car-stream.ts';
import { guardContent, secureContent } from './content-safety.ts';
import { serveDirectory, serveFile } from './plain-content.ts';
import { formatTypes, requestedFormat } from './trustless.ts';

export interface ContentEndpoint {
  /** Answers `/ipfs/{cid}[/path]` and `/ipns/{name}[/path]`; `name` given: the tree of an account's own origin. */
  handle(request: GatewayRequest, name?: IpnsName): Promise<Answer>;
}

export interface ContentOptions {
  readonly blocks: BlockStore;
  head(name: IpnsName): Head | undefined;
  /** The root that is served for an account: what is completely here, which may be older than the head. */
  servedRoot(name: IpnsName): CID | undefined;
  /** The operator does not serve this account: 410. */
  isDenied(name: IpnsName): boolean;
}

/** How long readers may use an IPNS answer, seconds: the TTL of the records that Pollen signs. */
const recordTtlSeconds = 300;
/** How clients ask whether a trustless gateway is there (Trustless Gateway specification, section 7.1). */
const emptyIdentityCid = 'bafkqaaa';
const immutable = 'public, max-age=29030400, immutable';

interface Target {
  readonly cid: CID;
  /** Directory blocks from the root to it. */
  readonly along: readonly Block[];
  readonly path: string;
  readonly cacheControl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The IPFS gateway over what is kept here; nothing is fetched for strangers. Path and Trustless Gateway specifications. */
export function createContentEndpoint({ blocks, head, servedRoot, isDenied }: ContentOptions): ContentEndpoint {
  const locate = async (root: CID, path: string): Promise<{ cid: CID; along: readonly Block[] } | Answer> => {
    const names = path.replace(/^\/+|\/+$/g, '');
    if (names === '') return { cid: root, along: [] };
    const located = await locatePath(blocks, root, names);
    if (located.type === 'found') return { cid: located.cid, along: located.directories };
    if (located.type === 'malformed' && located.directories.length > 0) return refuse(404, 'No such path');
    return refuse(404, located.type === 'missing' ? 'Not kept here' : 'No such path');
  };

  const recordAnswer = (name: IpnsName): Answer => {
    const record = head(name)?.record;
    if (record === undefined) return refuse(404, 'No record');
    return {
      status: 200,
      headers: {
        'Content-Type': formatTypes['ipns-record'],
        'Content-Disposition': `attachment; filename="${name}.ipns-record"`,
        'Cache-Control': `public, max-age=${recordTtlSeconds}`,
      },
      body: record,
      etag: etagOf(record),
    };
  };

  const serve = async (request: GatewayRequest, target: Target): Promise<Answer> => {
    const format = requestedFormat(request);
    const { cid, along, cacheControl, headers } = target;
    if (format === 'raw' || format === 'car') {
      const bytes = await blocks.get(cid);
      if (bytes === undefined) return notKept(request);
      const common = { ...headers, 'Content-Type': formatTypes[format], 'Cache-Control': cacheControl, Vary: 'Accept' };
      const attachment = (extension: string): Record<string, string> => ({
        'Content-Disposition': `attachment; filename="${cid}.${extension}"`,
      });
      if (format === 'raw') {
        return { status: 200, headers: { ...common, ...attachment('bin') }, body: bytes, etag: `${cid}.raw` };
      }
      const scope = parseDagScope(request.url.searchParams.get('dag-scope'));
      if (scope === undefined) return refuse(400, 'dag-scope is block, entity or all');
      const etag = `${along[0]?.cid ?? cid}.${cid}.${scope}.car`;
      return { status: 200, headers: { ...common, ...attachment('car') }, body: carStream(blocks, along, cid, scope), etag };
    }
    const entries = await listDirectory(blocks, cid);
    if (entries !== undefined) {
      const listed = new Map([...entries].filter(([entry]) => !isInPrivateState(entry)));
      return serveDirectory(request, { ...target, entries: listed, blocks });
    }
    if (!(await blocks.has(cid))) return notKept(request);
    return serveFile(request, { ...target, blocks });
  };

  const answer = async (request: GatewayRequest, ownName?: IpnsName): Promise<Answer> => {
    const path = decodePath(request.url.pathname);
    if (path === undefined) return refuse(400, 'The path is not UTF-8');
    const match = ownName === undefined ? /^\/(ipfs|ipns)\/([^/]+)(\/.*)?$/.exec(path) : ['', 'ipns', ownName, path];
    const [, space, key, rest = ''] = match ?? [];
    if (key === undefined) return refuse(404, 'Not found');
    const format = requestedFormat(request);
    if (format === 'unknown') return refuse(400, 'Formats here: raw, car, ipns-record');
    let root: CID | undefined;
    let cacheControl = immutable;
    if (space === 'ipns') {
      const name = parseIpnsName(key);
      if (name === undefined) return refuse(400, 'Not an Ed25519 IPNS name');
      if (isDenied(name)) return refuse(410, 'This gateway does not serve that account');
      if (format === 'ipns-record') return recordAnswer(name);
      root = servedRoot(name);
      cacheControl = `public, max-age=${recordTtlSeconds}`;
    } else {
      if (key === emptyIdentityCid && rest === '') {
        return { status: 200, headers: { 'Content-Type': formatTypes.raw, 'Cache-Control': immutable }, body: new Uint8Array(0) };
      }
      root = parseTreeCid(key);
      if (root === undefined) return refuse(400, 'Not a CIDv1 of this network (dag-pb or raw, sha2-256)');
      if (format === 'ipns-record') return refuse(400, 'An IPNS record has no CID');
    }
    if (root === undefined) return notKept(request);
    // Nobody has anything to do there but devices of the account, which copy blocks.
    if (format !== 'raw' && format !== 'car' && isInPrivateState(rest)) return refuse(404, 'No such path');
    const located = await locate(root, rest);
    if ('status' in located) return located.status === 404 ? notKept(request, located) : located;
    const roots = [...located.along.map((block) => block.cid), located.cid].join(',');
    return serve(request, {
      ...located,
      path: rest,
      cacheControl,
      headers: { 'X-Ipfs-Path': encodeURI(`/${space}/${key}${rest}`), 'X-Ipfs-Roots': roots },
    });
  };

  return {
    async handle(request, name) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Read only', { Allow: 'GET, HEAD, OPTIONS' });
      const guarded = guardContent(request);
      return guarded ?? secureContent(request, await answer(request, name));
    },
  };
}

/** A client that wants only what is at hand is told so in its own words (Path Gateway specification, section 2.1.2). */
function notKept(request: GatewayRequest, otherwise: Answer = refuse(404, 'Not kept here')): Answer {
  return request.headers['cache-control'] === 'only-if-cached' ? refuse(412, 'Not kept here') : otherwise;
}

function parseTreeCid(text: string): CID | undefined {
  try {
    const cid = CID.parse(text);
    return isTreeCid(cid) ? cid : undefined;
  } catch {
    return undefined;
  }
}

function decodePath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
