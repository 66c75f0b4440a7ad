import type { Did } from '../brand.ts';
import { mediaTypes, mediaExtension } from '../identity/digest.ts';
import type { Findings } from './findings.ts';
import { isRedirect } from './http-exchange.ts';
import type { HttpAnswer, HttpAsker } from './http-exchange.ts';
import { checkAnswer } from './http-rules.ts';
import type { Served } from './http-rules.ts';
import type { Host } from './host-layout.ts';
import { hostUrl, otherUrl } from './host-layout.ts';
import type { FileRead, TreeSource } from './tree-source.ts';

const maximumRedirects = 3;
const accept =
  'application/ld+json; profile="https://www.w3.org/ns/activitystreams", application/activity+json, application/json;q=0.9, */*;q=0.5';

/** A host as a source of a tree: every answer is also held against bridge-spec section 7. */
export function createHttpSource(asker: HttpAsker, host: Host, did: Did, findings: Findings): TreeSource {
  async function ask(url: string, limitBytes: number, path: string): Promise<FileRead> {
    let at = url;
    for (let hop = 0; hop <= maximumRedirects; hop++) {
      const { answer, ...failure } = await asker.ask({ url: at, method: 'GET', headers: { Accept: accept }, limitBytes });
      if (answer === undefined) return { type: 'failed', reason: 'reason' in failure ? failure.reason : 'no answer' };
      // How the first one was answered counts: an id must be answered where it is asked for.
      if (hop === 0) checkAnswer(findings, url, answer, servedAt(host, path), asker.seesEverything);
      const next = isRedirect(answer) ? redirectOf(at, answer) : undefined;
      if (next === undefined) return readOf(answer, findings, url);
      at = next;
    }
    return { type: 'failed', reason: 'redirected again and again' };
  }
  return {
    atOnce: 6,
    async read(path, limitBytes) {
      const read = await ask(hostUrl(host, did, path), limitBytes, path);
      const elsewhere = read.type === 'missing' ? otherUrl(host, path) : undefined;
      return elsewhere === undefined ? read : ask(elsewhere, limitBytes, path);
    },
  };
}

function readOf(answer: HttpAnswer, findings: Findings, url: string): FileRead {
  const { status } = answer;
  if (answer.isTooLarge) return { type: 'too-large' };
  if (status === 200) return { type: 'found', bytes: answer.body };
  if (status === 404 || status === 410) return { type: 'missing' };
  findings.add('http-status', url, `answered ${status}`);
  return { type: 'failed', reason: status === 0 ? 'redirected' : `HTTP ${status}` };
}

/** Where an answer sends us. Readers that verify proofs do not care who answers. */
function redirectOf(url: string, { headers }: HttpAnswer): string | undefined {
  const location = headers['location'];
  if (location === undefined || !URL.canParse(location, url)) return undefined;
  const next = new URL(location, url);
  return next.protocol === 'https:' || next.protocol === 'http:' ? next.href : undefined;
}

function servedAt({ layout }: Host, path: string): Served {
  if (layout === 'ipns') return { type: 'anything' };
  if (!path.startsWith('m/')) return { type: 'document' };
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const mediaType = mediaTypes.find((type) => mediaExtension(type) === extension);
  return { type: 'media', mediaType: mediaType ?? 'application/octet-stream' };
}
