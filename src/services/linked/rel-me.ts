import { readPageLinks } from '../../protocol/fediverse/page-links.ts';
import type { FediverseWeb } from '../../protocol/ports/fediverse.ts';

const mostBytes = 2 * 2 ** 20;

/** Addresses that a web page says are the same person's (rel=me); undefined: the page cannot be read from here. */
export async function fetchRelMe(web: FediverseWeb, url: string): Promise<readonly string[] | undefined> {
  if (!url.startsWith('https://')) return undefined;
  const answer = await web.ask({ url, accept: 'text/html', maxBytes: mostBytes, lane: 'lookup', allowGateway: true });
  if (!answer.ok) return undefined;
  return readPageLinks(answer.value.bytes).flatMap(({ rel, href }) => (rel.split(/\s+/).includes('me') ? [href] : []));
}
