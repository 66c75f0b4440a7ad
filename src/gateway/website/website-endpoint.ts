import type { CID } from 'multiformats/cid';
import type { IpnsName } from '../../protocol/brand.ts';
import { didToIpnsName, ipnsNameToDid, parseDid, parseIpnsName } from '../../protocol/identity/ids.ts';
import { parseRkey } from '../../protocol/identity/rkey.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { locatePath } from '../../protocol/tree/read-path.ts';
import { isMediaPath } from '../../services/website/account-files.ts';
import { contentSecurityPolicy } from '../../website/pages/page.ts';
import type { HostedAccount } from '../hosting/hosted-accounts.ts';
import { guardContent, publicHeaders, toContentOrigin } from '../content/content-safety.ts';
import { mediaTypeOf } from '../content/media-types.ts';
import { serveFile } from '../content/plain-content.ts';
import { type Answer, etagOf, type GatewayRequest, redirect, refuse } from '../http/answer.ts';
import { renderAccountPage, type WantedPage } from './account-pages.ts';
import { createNodeSanitiser } from './node-sanitiser.ts';
import { createRenderedPages } from './rendered-pages.ts';

export interface WebsiteOptions {
  readonly blocks: BlockStore;
  readonly verifier: Verifier;
  account(name: IpnsName): Pick<HostedAccount, 'root' | 'mediaMissing'> | undefined;
  isDenied(name: IpnsName): boolean;
}

const year = 'public, max-age=29030400, immutable';

/**
 * `/@<name>/`: the human page (h-card, h-feed), `/@<name>/feed.xml` (Atom) and a page for each post of every hosted account, so that
 * browsers, feed readers and servers that read feeds need to know nothing of Pollen. Made here, from documents that are verified once
 * more, and sandboxed all the same: not a byte of an account is passed on as a page.
 */
export function createWebsiteEndpoint(options: WebsiteOptions): { handle(request: GatewayRequest): Promise<Answer> } {
  const { blocks, verifier } = options;
  const sanitise = createNodeSanitiser();
  const pages = createRenderedPages();

  const answer = async (request: GatewayRequest): Promise<Answer> => {
    const { origin, pathname } = request.url;
    const [, asked = '', rest] = /^\/@([^/]*)(?:\/(.*))?$/.exec(pathname) ?? [];
    const name = nameIn(asked);
    if (name === undefined) return refuse(404, 'Not found');
    if (options.isDenied(name)) return refuse(410, 'This gateway does not serve that account');
    if (asked !== name || rest === undefined) return redirect(301, `/@${name}/${rest ?? ''}`);
    const { root, mediaMissing } = options.account(name) ?? {};
    const did = ipnsNameToDid(name);
    if (root === undefined || did === undefined) return refuse(404, 'This gateway does not keep that account');
    if (isMediaPath(rest)) return media(request, root, rest);
    const wanted = wantedPage(rest);
    if (wanted === undefined) return refuse(404, 'Not found');
    const baseUrl = `${origin}/@${name}/`;
    // Pictures may come after the rest.
    const version = `${root} ${mediaMissing === true}`;
    const page = await pages.get(baseUrl + rest, version, async () => {
      const text = await renderAccountPage({ reader: { store: blocks, root, did, verifier }, sanitise, origin, baseUrl }, wanted);
      return text === undefined || text === 'gone' ? text : { text, etag: etagOf(text) };
    });
    if (page === undefined) return refuse(404, 'Not found');
    if (page === 'gone') return refuse(410, 'This post has been deleted');
    const type = wanted.type === 'feed' ? 'application/atom+xml' : 'text/html';
    const headers = {
      'Content-Type': `${type}; charset=utf-8`,
      'Cache-Control': 'no-cache',
      Link: `<${baseUrl}feed.xml>; rel="${wanted.type === 'feed' ? 'self' : 'alternate'}"; type="application/atom+xml"`,
    };
    return { status: 200, headers, body: page.text, etag: page.etag, compress: true };
  };

  const media = async (request: GatewayRequest, root: CID, path: string): Promise<Answer> => {
    const located = await locatePath(blocks, root, path);
    if (located.type !== 'found') return refuse(404, 'Not found');
    const type = mediaTypeOf(path);
    const isShown = /^(?:image\/(?!svg)|video\/|audio\/)/.test(type);
    const headers = { 'Content-Type': isShown ? type : 'application/octet-stream' };
    return serveFile(request, { blocks, cid: located.cid, path, cacheControl: year, headers });
  };

  return {
    async handle(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Read only', { Allow: 'GET, HEAD, OPTIONS' });
      const guarded = guardContent(request) ?? (request.host.kind === 'app' ? toContentOrigin(request) : undefined);
      return guarded ?? secured(await answer(request));
    },
  };
}

/** Nothing runs, nothing is framed, nothing is loaded but pictures; on a public gateway this is all that parts it from the app. */
function secured(answer: Answer): Answer {
  return {
    ...answer,
    headers: {
      ...publicHeaders,
      'Content-Security-Policy': `sandbox allow-popups allow-popups-to-escape-sandbox; ${contentSecurityPolicy(true)}; frame-ancestors 'none'`,
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Frame-Options': 'DENY',
      ...answer.headers,
    },
  };
}

/** `k51…` or `did:key:…`, in any case and encoding that people paste. */
function nameIn(text: string): IpnsName | undefined {
  const plain = text.replaceAll(/%3a/gi, ':');
  const did = parseDid(plain);
  return did === undefined ? parseIpnsName(plain.toLowerCase()) : didToIpnsName(did);
}

function wantedPage(path: string): WantedPage | undefined {
  if (path === '' || path === 'index.html') return { type: 'index' };
  if (path === 'feed.xml') return { type: 'feed' };
  const page = /^page\/(0|[1-9]\d{0,5})\.html$/.exec(path)?.[1];
  if (page !== undefined) return { type: 'older', page: Number(page) };
  const rkey = parseRkey(/^\d{4}\/\d{2}\/([2-7a-z]{13})\.html$/.exec(path)?.[1] ?? '');
  return rkey === undefined ? undefined : { type: 'post', rkey };
}
