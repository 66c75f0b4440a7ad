import type { Findings } from './findings.ts';
import { isRedirect } from './http-exchange.ts';
import type { HttpAnswer } from './http-exchange.ts';

/**
 * What is served under a path, as far as headers depend on it. `anything`: by a path gateway, where strangers share an origin and
 * nothing may pass for ActivityStreams; it owes readers no more than that they may read and ask again.
 */
export type Served =
  | { readonly type: 'document' }
  | { readonly type: 'media'; readonly mediaType: string }
  | { readonly type: 'anything' };

const documentType =
  /^application\/(?:activity\+json|ld\+json\s*;(?:.*;)?\s*profile="https:\/\/www\.w3\.org\/ns\/activitystreams")/i;

/** What bridge-spec section 7 asks of the answer to a plain GET. `seesEverything` as in HttpAsker. */
export function checkAnswer(findings: Findings, url: string, answer: HttpAnswer, served: Served, seesEverything: boolean): void {
  if (isRedirect(answer)) {
    if (served.type === 'anything') return;
    findings.add('http-redirect', url, `${answer.status || 'redirect'} ${answer.headers['location'] ?? ''}`.trim());
    return;
  }
  if (answer.status !== 200) return;
  const type = answer.headers['content-type'] ?? '';
  if (served.type === 'document') {
    if (!documentType.test(type)) findings.add('http-type', url, `Content-Type: ${type || 'none'}`);
    checkCaching(findings, url, answer);
  } else if (served.type === 'media') {
    if (type.split(';', 1)[0]?.trim().toLowerCase() !== served.mediaType.toLowerCase())
      findings.add('http-media-type', url, `Content-Type: ${type || 'none'}, the object says ${served.mediaType}`);
    if (!/\bimmutable\b/.test(answer.headers['cache-control'] ?? ''))
      findings.add('http-media-cache', url, `Cache-Control: ${answer.headers['cache-control'] ?? 'none'}`);
  }
  // In a browser an answer without it never arrives, so that there is nothing to see.
  if (seesEverything) checkSharing(findings, url, answer);
  if (!isStrong(answer.headers['etag']) && answer.headers['last-modified'] === undefined)
    findings.add('http-validator', url, `ETag: ${answer.headers['etag'] ?? 'none'}, Last-Modified: none`);
}

const isStrong = (etag: string | undefined): boolean => etag !== undefined && /^"[^"]*"$/.test(etag);

function checkSharing(findings: Findings, url: string, { headers }: HttpAnswer): void {
  if (headers['access-control-allow-origin'] !== '*')
    findings.add('http-cors', url, `Access-Control-Allow-Origin: ${headers['access-control-allow-origin'] ?? 'none'}`);
  const exposed = (headers['access-control-expose-headers'] ?? '').toLowerCase().split(/\s*,\s*/);
  if (headers['etag'] !== undefined && !exposed.includes('etag') && !exposed.includes('*'))
    findings.add('http-expose', url, `Access-Control-Expose-Headers: ${headers['access-control-expose-headers'] ?? 'none'}`);
}

/** Whoever keeps an answer must ask again before using it: `no-cache`, or no lifetime at all. */
function checkCaching(findings: Findings, url: string, { headers }: HttpAnswer): void {
  const control = headers['cache-control'] ?? '';
  if (/\bno-cache\b/.test(control) || /\bmax-age=0\b/.test(control)) return;
  findings.add('http-cache', url, `Cache-Control: ${control || 'none'}`);
}

/** The answer to a conditional request for a document that had these validators a moment ago. */
export function checkUnchanged(findings: Findings, url: string, answer: HttpAnswer): void {
  if (answer.status !== 304) findings.add('http-unchanged', url, `answered ${answer.status}`);
  else if (answer.body.length > 0) findings.add('http-unchanged', url, `304 with ${answer.body.length} bytes`);
}

/** The answer to a POST to the inbox: nobody may think that something was delivered. */
export function checkInboxPost(findings: Findings, url: string, { status }: HttpAnswer): void {
  if (status < 400) findings.add('http-inbox', url, `POST is answered ${status}`);
  else if (status !== 405) findings.add('http-inbox-405', url, `POST is answered ${status}`);
}

/** Headers for asking again for what has not changed since `answer`; undefined when it gave nothing to ask with. */
export function conditionOf({ headers }: HttpAnswer): Readonly<Record<string, string>> | undefined {
  if (headers['etag'] !== undefined) return { 'If-None-Match': headers['etag'] };
  return headers['last-modified'] === undefined ? undefined : { 'If-Modified-Since': headers['last-modified'] };
}
