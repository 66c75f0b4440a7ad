import type { Did } from '../../brand.ts';
import { didToIpnsName } from '../../identity/ids.ts';
import type { JsonObject } from '../../json.ts';
import { parseSigned } from '../../proof/signed-json.ts';
import type { HttpAnswer, HttpAsker, HttpOutcome, HttpQuestion } from '../http-exchange.ts';

/** A web server in memory that does everything right, and a place to do something wrong. */
export interface HostFixture {
  readonly origin: string;
  readonly did: Did;
  /** As on the disk of the server: tree paths. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Changes an answer on its way; undefined: it never arrives. */
  readonly change?: (question: HttpQuestion, answer: HttpAnswer) => HttpAnswer | undefined;
  readonly seesEverything?: boolean;
}

const utf8 = new TextEncoder();
const share = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag' };
const documentType = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"';

export const textAnswer = (status: number, text = '', headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status,
  headers,
  body: utf8.encode(text),
  isTooLarge: false,
});

/** The WebFinger of the account as its own site should answer it. */
export function descriptorOf({ files, did, origin }: Pick<HostFixture, 'files' | 'did' | 'origin'>): JsonObject {
  const parsed = parseSigned(files.get(`.well-known/apgateway/${did}/actor.jsonld`) ?? new Uint8Array(0));
  const actor: JsonObject = parsed.ok ? parsed.value : {};
  return {
    subject: `acct:${String(actor['preferredUsername'])}@${new URL(origin).host}`,
    aliases: [actor['id'] ?? ''],
    links: [
      { rel: 'self', type: 'application/activity+json', href: actor['id'] ?? '' },
      { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: `${origin}/` },
      { rel: 'http://schemas.google.com/g/2010#updates-from', type: 'application/atom+xml', href: `${origin}/feed.xml` },
      { rel: 'self', href: `ipns://${didToIpnsName(did)}` },
    ],
  };
}

export function createHost(host: HostFixture): HttpAsker {
  const change = host.change ?? ((_question: HttpQuestion, answer: HttpAnswer) => answer);
  return {
    seesEverything: host.seesEverything ?? true,
    async ask(question): Promise<HttpOutcome> {
      const answer = change(question, answerOf(host, question));
      if (answer === undefined) return { reason: 'connection refused' };
      return answer.body.length > question.limitBytes
        ? { answer: { ...answer, body: new Uint8Array(0), isTooLarge: true } }
        : { answer };
    },
  };
}

function answerOf(host: HostFixture, { url, method, headers }: HttpQuestion): HttpAnswer {
  const { pathname } = new URL(url);
  if (method === 'POST') return textAnswer(405, '', { allow: 'GET, HEAD' });
  if (pathname === '/.well-known/webfinger')
    return textAnswer(200, JSON.stringify(descriptorOf(host)), { ...share, 'content-type': 'application/jrd+json' });
  if (pathname === '/.well-known/host-meta') return textAnswer(200, '<XRD/>', { 'content-type': 'application/xrd+xml' });
  const path = decodeURIComponent(pathname).slice(1);
  const bytes = host.files.get(path);
  if (bytes === undefined) return textAnswer(404);
  const isMedia = path.startsWith('m/');
  const etag = `"${bytes.length}-${path.length}"`;
  const served = {
    ...share,
    etag,
    'cache-control': isMedia ? 'public, max-age=29030400, immutable' : 'no-cache',
  };
  if (headers['If-None-Match'] === etag) return textAnswer(304, '', served);
  const coded: Record<string, string> = headers['Accept-Encoding'] === undefined ? {} : { 'content-encoding': 'br' };
  const type = isMedia ? 'image/jpeg' : documentType;
  return { status: 200, headers: { ...served, ...coded, 'content-type': type }, body: bytes, isTooLarge: false };
}
