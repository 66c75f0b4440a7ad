import type { Did } from '../../protocol/brand.ts';
import { bodyTag } from '../../protocol/fediverse/body-tag.ts';
import { pageLinks, pageLinksType, writePageLinks } from '../../protocol/fediverse/page-links.ts';
import type { WebError } from '../../protocol/ports/fediverse.ts';
import { type Answer, type GatewayRequest, json, refuse } from '../http/answer.ts';
import { budgetKey, createBudget } from '../http/budget.ts';
import { passedAs } from './document-types.ts';
import { type FetchQuestion, largestQuestionBytes, parseQuestion } from './fetch-question.ts';
import type { Passes } from './passes.ts';
import type { PublicAnswer, PublicReader } from './read-public.ts';

export interface FetchEndpointOptions {
  readonly reader: PublicReader;
  readonly passes: Passes;
  /** The gateway serves others than who runs it: the token alone, which everybody may read there, opens nothing. */
  readonly needsPass: boolean;
  isHosted(did: Did): boolean;
  nowMs(): number;
}

const mostAtOnce = 32;
const mostTags = 2_000;

/** Nothing of what a stranger's server said may act on this origin, even if somebody brought a browser to open it. */
const inert = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Content-Disposition': 'attachment; filename="document"',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
};

/**
 * `POST /pollen/fetch`: reads a document of the fediverse for the app, where the browser may not (docs/guides/gateway.md). Whether the
 * request may write here (origin, token) has been checked before.
 */
export function createFetchEndpoint(options: FetchEndpointOptions): { handle(request: GatewayRequest): Promise<Answer> } {
  const { reader, passes, nowMs } = options;
  const perClient = createBudget({ burst: 600, perSecond: 5 });
  const perHost = createBudget({ burst: 60, perSecond: 1 });
  /** By what was asked: the tag of what we said, and the server's own for it. */
  const tags = new Map<string, { readonly tag: string; readonly etag?: string; readonly lastModified?: string }>();
  let working = 0;

  const read = async (question: FetchQuestion): Promise<Answer> => {
    const { url, accept, maxBytes, etag } = question;
    const key = `${url.href} ${accept}`;
    const known = etag === undefined ? undefined : tags.get(key);
    const holds = known !== undefined && known.tag === etag;
    const answer = await reader.read({
      url,
      accept,
      maxBytes,
      ...(holds && known.etag !== undefined && { ifNoneMatch: known.etag }),
      ...(holds && known.lastModified !== undefined && { ifModifiedSince: known.lastModified }),
    });
    if (!answer.ok) return failed(answer.error);
    if (answer.value.status === 304) return holds ? unchanged(answer.value) : failed({ type: 'refused', status: 304 });
    return passOn(question, answer.value, (tag) => {
      const { etag: theirs, lastModified } = answer.value;
      tags.delete(key);
      tags.set(key, { tag, etag: theirs, lastModified });
      const [oldest] = tags.size > mostTags ? tags.keys() : [];
      if (oldest !== undefined) tags.delete(oldest);
    });
  };

  return {
    async handle(request) {
      if (request.method !== 'POST') return refuse(405, 'Method not allowed', { Allow: 'POST, OPTIONS' });
      const body = await request.body(largestQuestionBytes);
      const question = body.ok ? parseQuestion(body.value) : undefined;
      if (question === undefined) return refuse(400, 'Expected {"url", "accept", "maxBytes", "etag"?, "pass"?}');
      const owner = question.pass === undefined ? undefined : passes.owner(question.pass);
      if (options.needsPass && (owner === undefined || !options.isHosted(owner)))
        return refuse(403, 'Only for accounts that this gateway keeps; ask for hosting first');
      if (!perClient.take(owner ?? budgetKey(request.address), nowMs())) return tooOften();
      if (!perHost.take(question.url.hostname, nowMs())) return tooOften();
      if (working >= mostAtOnce) return refuse(503, 'Too busy', { 'Retry-After': '2' });
      working += 1;
      try {
        return await read(question);
      } finally {
        working -= 1;
      }
    },
  };
}

const tooOften = (): Answer => refuse(429, 'Too often', { 'Retry-After': '10' });

/** What came of it, in the words of the app's own port (`WebError`). */
const failed = (error: WebError): Answer => json(error, inert, 502);

const unchanged = (answer: PublicAnswer): Answer => ({ status: 204, headers: { ...inert, ...toldOf(answer) } });

function passOn(question: FetchQuestion, answer: PublicAnswer, remember: (tag: string) => void): Answer {
  const as = passedAs(answer.contentType, question.accept);
  if (as === undefined) return failed({ type: 'refused', status: 415 });
  const isPage = as === 'page';
  const body = isPage ? Buffer.from(writePageLinks(linksOf(answer))) : answer.bytes;
  const tag = bodyTag(body);
  remember(tag);
  if (tag === question.etag) return unchanged(answer);
  const headers = { ...inert, ...toldOf(answer), 'Content-Type': isPage ? pageLinksType : as };
  return { status: 200, headers, body, compress: true };
}

const linksOf = ({ bytes, url }: PublicAnswer) => pageLinks(new TextDecoder().decode(bytes), url.href);

function toldOf({ url, link }: PublicAnswer): Readonly<Record<string, string>> {
  const isPlain = link !== undefined && link.length <= 4096 && /^[\x20-\x7e]*$/.test(link);
  return { 'X-Pollen-Url': url.href, ...(isPlain && { 'X-Pollen-Link': link }) };
}
