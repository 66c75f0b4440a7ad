import MiniSearch from 'minisearch';
import type { AccountStore } from '../../../src/protocol/ports/store.ts';
import { plainText } from '../../../src/protocol/plain-text.ts';

const readAtOnce = 1_000;

export interface SearchPeer {
  readonly ms: number;
  /** Ids of the newest 20 posts found. */
  newest(typed: string): readonly string[];
}

/** MiniSearch over the texts of the same posts, each under its id, with the date by which answers are sorted; ms to build it. */
export async function buildSearchPeer(store: AccountStore): Promise<SearchPeer> {
  const startMs = performance.now();
  const index = new MiniSearch<{ id: string; text: string; atMs: number }>({ fields: ['text'], storeFields: ['atMs'] });
  for (let after = ''; ;) {
    const posts = await store.search.postsAfter(after, readAtOnce);
    index.addAll(posts.map(({ id, content, atMs }) => ({ id, text: plainText(content), atMs })));
    if (posts.length < readAtOnce) break;
    after = posts.at(-1)?.id ?? '';
  }
  return {
    ms: performance.now() - startMs,
    newest(typed) {
      const found = index.search(typed, { prefix: true, combineWith: 'AND' });
      const newest = found.toSorted((one, other) => Number(other['atMs']) - Number(one['atMs']));
      return newest.slice(0, 20).map(({ id }) => String(id));
    },
  };
}
