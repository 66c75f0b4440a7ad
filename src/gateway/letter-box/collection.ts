import type { Did } from '../../protocol/brand.ts';
import type { LetterPage } from './letter-box.ts';

/** Entries on one page (bridge-spec sections 12 and 13). */
export const lettersPerPage = 100;

/**
 * The responses collection as JSON text. The letters go in as the bytes that were signed, so the text is put together, not
 * serialised. `url`: address of the collection; `query`: of this page, when it is not the first.
 */
export function responsesCollection(url: string, actor: Did, page: LetterPage, query?: string): string {
  const address = `${url}?actor=${encodeURIComponent(`ap://${actor}/actor.jsonld`)}`;
  const head = {
    '@context': 'https://www.w3.org/ns/activitystreams',
    id: query === undefined ? address : `${address}&${query}`,
    type: query === undefined ? 'OrderedCollection' : 'OrderedCollectionPage',
    ...(query === undefined ? {} : { partOf: address }),
    totalItems: page.total,
    ...(page.next === undefined ? {} : { next: `${address}&before=${page.next}` }),
  };
  const decoder = new TextDecoder();
  const items = page.letters.map((bytes) => decoder.decode(bytes)).join(',');
  return `${JSON.stringify(head).slice(0, -1)},"orderedItems":[${items}]}`;
}
