import type { Did } from '../brand.ts';
import { accountPaths } from '../identity/paths.ts';
import type { Findings } from './findings.ts';
import type { HttpAsker } from './http-exchange.ts';
import type { Host } from './host-layout.ts';
import { hostUrl } from './host-layout.ts';
import { checkInboxPost, checkUnchanged, conditionOf } from './http-rules.ts';

/** Documents are at most this large, bytes; what is asked here is small. */
const limitBytes = 2 ** 20;

/**
 * What reading a tree does not show of how a host serves it (bridge-spec section 7): conditional requests, compression, and that
 * nothing can be posted. Asks for nothing where the asker could not see the difference.
 */
export async function checkHost(asker: HttpAsker, host: Host, did: Did, findings: Findings): Promise<void> {
  if (!asker.seesEverything) return;
  const paths = accountPaths(did);
  for (const path of [paths.outbox, paths.actor])
    await checkConditional(asker, hostUrl(host, did, path), findings, host.layout === 'ipns');
  if (host.layout !== 'ipns') await checkColons(asker, hostUrl(host, did, paths.outbox), findings);
  const inbox = hostUrl(host, did, paths.inbox);
  const posted = await asker.ask({
    url: inbox,
    method: 'POST',
    headers: { 'Content-Type': 'application/activity+json' },
    body: '{}',
    limitBytes,
  });
  if (posted.answer !== undefined) checkInboxPost(findings, inbox, posted.answer);
}

/** Some servers and libraries escape the colons of the DID (bridge-spec section 1). */
async function checkColons(asker: HttpAsker, url: string, findings: Findings): Promise<void> {
  const escaped = url.replace(/did:key:/, 'did%3Akey%3A');
  const { answer } = await asker.ask({ url: escaped, method: 'GET', headers: {}, limitBytes });
  if (answer !== undefined && answer.status !== 200) findings.add('http-colons', escaped, `answered ${answer.status}`);
}

async function checkConditional(asker: HttpAsker, url: string, findings: Findings, isPathGateway: boolean): Promise<void> {
  const headers = { Accept: 'application/activity+json', 'Accept-Encoding': 'gzip, br' };
  const { answer: first } = await asker.ask({ url, method: 'GET', headers, limitBytes });
  const condition = first === undefined ? undefined : conditionOf(first);
  if (first?.status !== 200 || condition === undefined) return;
  if (!isPathGateway && first.headers['content-encoding'] === undefined && first.body.length > 2048)
    findings.add('http-compression', url, `${first.body.length} bytes, sent as they are`);
  const { answer: again } = await asker.ask({ url, method: 'GET', headers: { ...headers, ...condition }, limitBytes });
  if (again === undefined) return;
  // Published meanwhile: then it may well be answered anew.
  const hasChanged = again.status === 200 && again.headers['etag'] !== first.headers['etag'];
  if (!hasChanged || first.headers['etag'] === undefined) checkUnchanged(findings, url, again);
}
