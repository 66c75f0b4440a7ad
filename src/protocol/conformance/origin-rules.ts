import type { Did } from '../brand.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { accountPaths } from '../identity/paths.ts';
import { originOfId } from '../identity/written-id.ts';
import { isJsonObject, parseSigned } from '../proof/signed-json.ts';
import { textOf } from '../tree/documents.ts';
import type { Findings } from './findings.ts';
import type { HttpAnswer, HttpAsker } from './http-exchange.ts';
import { isRedirect } from './http-exchange.ts';

const answerBytes = 64 * 1024;

/** Where the account is on the web, and where questions for that origin are really sent. */
export interface OwnOrigin {
  /** As it stands in ids: `https://me.example`. */
  readonly origin: string;
  /** Who answers for it: the same, or a local server that will be put there. */
  readonly askedAt: string;
}

/** Mode C (bridge-spec sections 2 and 9): the ids that servers fetch are on the account's own https origin. */
export function checkOwnIds(findings: Findings, did: Did, origin: string, actor: JsonObject | undefined): void {
  const path = accountPaths(did).actor;
  if (!origin.startsWith('https://')) findings.add('origin-https', origin, 'not https');
  if (actor === undefined) return;
  for (const member of ['id', 'inbox', 'outbox', 'featured']) {
    const id = textOf(actor, member);
    if (id !== undefined && originOfId(id) !== origin) findings.add('origin-ids', path, `${member} is ${id}`);
  }
  if (actor['publicKey'] === undefined) findings.add('actor-rsa', path, 'no publicKey');
}

/** WebFinger both ways: the address leads to the actor, the actor names the address (bridge-spec section 7, RFC 7033). */
export async function checkWebFinger(
  asker: HttpAsker,
  own: OwnOrigin,
  did: Did,
  findings: Findings,
  actor: JsonObject,
): Promise<void> {
  const username = textOf(actor, 'preferredUsername') ?? '';
  const { host } = new URL(own.origin);
  const subject = `acct:${username}@${host}`;
  const url = `${own.askedAt}/.well-known/webfinger?resource=${encodeURIComponent(subject)}`;
  const { answer } = await asker.ask({
    url,
    method: 'GET',
    headers: { Accept: 'application/jrd+json' },
    limitBytes: answerBytes,
  });
  if (answer === undefined || answer.status !== 200 || isRedirect(answer)) {
    findings.add('webfinger-missing', url, answer === undefined ? 'no answer' : `answered ${answer.status}`);
    return;
  }
  checkWebFingerHeaders(findings, url, answer, asker.seesEverything);
  const descriptor = parseDescriptor(answer.body);
  if (descriptor === undefined) {
    findings.add('webfinger-missing', url, 'no JSON object');
    return;
  }
  if (textOf(descriptor, 'subject')?.toLowerCase() !== subject.toLowerCase())
    findings.add('webfinger-subject', url, `subject is ${textOf(descriptor, 'subject') ?? 'missing'}, the account is ${subject}`);
  checkLinks(findings, url, descriptor, actor);
  // Missing is fine, and another host than this one is that host's business.
  const named = textOf(actor, 'webfinger')
    ?.replace(/^(?:acct:)?@?/, '')
    .toLowerCase();
  if (named !== undefined && named.endsWith(`@${host}`) && `acct:${named}` !== subject.toLowerCase())
    findings.add('webfinger-actor', accountPaths(did).actor, `webfinger is ${named}, the address is ${subject}`);
  const meta = `${own.askedAt}/.well-known/host-meta`;
  const { answer: described } = await asker.ask({ url: meta, method: 'GET', headers: {}, limitBytes: answerBytes });
  if (described?.status !== 200)
    findings.add('host-meta', meta, described === undefined ? 'no answer' : `answered ${described.status}`);
}

function checkLinks(findings: Findings, url: string, descriptor: JsonObject, actor: JsonObject): void {
  const { links } = descriptor;
  const listed = Array.isArray(links) ? links.filter(isJsonObject) : [];
  // Some servers take the first of them, some the last.
  const selves = listed.filter((link) => isSelf(link)).map((link) => textOf(link, 'href') ?? 'missing');
  if (selves.length === 0 || selves.some((href) => href !== textOf(actor, 'id')))
    findings.add(
      'webfinger-self',
      url,
      `self is ${selves.join(' and ') || 'missing'}, the actor is ${textOf(actor, 'id') ?? 'missing'}`,
    );
  const wanted = ['http://webfinger.net/rel/profile-page', 'http://schemas.google.com/g/2010#updates-from'];
  const missing = wanted.filter((rel) => !listed.some((link) => textOf(link, 'rel') === rel));
  if (!(textOf(listed.at(-1), 'href') ?? '').startsWith('ipns://')) missing.push('ipns:// as the last one');
  if (missing.length > 0) findings.add('webfinger-links', url, `missing: ${missing.join(', ')}`);
}

const isSelf = (link: JsonObject): boolean =>
  textOf(link, 'rel') === 'self' && /^application\/(?:activity|ld)\+json/.test(textOf(link, 'type') ?? '');

function checkWebFingerHeaders(findings: Findings, url: string, { headers }: HttpAnswer, seesEverything: boolean): void {
  const type = headers['content-type'] ?? '';
  if (!/^application\/(?:jrd\+)?json/.test(type)) findings.add('webfinger-type', url, `Content-Type: ${type || 'none'}`);
  if (seesEverything && headers['access-control-allow-origin'] !== '*')
    findings.add('webfinger-type', url, `Access-Control-Allow-Origin: ${headers['access-control-allow-origin'] ?? 'none'}`);
}

/** Any JSON object: WebFinger is not signed, nothing of it is believed but where it points. */
export function parseDescriptor(bytes: Uint8Array): JsonObject | undefined {
  const signed = parseSigned(bytes);
  if (signed.ok) return signed.value;
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as JsonValue | null;
    return value === null || !isJsonObject(value) ? undefined : value;
  } catch {
    return undefined;
  }
}
