import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { PersonRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, IngestBatch } from '../../protocol/ports/store.ts';
import type { ViewParts } from '../views/load-posts.ts';
import { createRelationsCache } from '../views/relations.ts';
import { createIndexer } from '../search/indexer.ts';
import { createSearchDesk, type SearchDesk } from '../search/search-desk.ts';

export const me = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' as Did;
export const ada = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' as Did;
export const bo = 'https://mastodon.example/users/bo' as ObjectId;
export const nothing: IngestBatch = { posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [] };

export const postOf = (name: string, words: string, parts: Partial<PostRecord> = {}): PostRecord => {
  const author = parts.author ?? ada;
  const id = (author === bo ? `${bo}/statuses/${name}` : `ap://${author}/o/${name}`) as ObjectId;
  return {
    id,
    author,
    atMs: 1,
    updatedMs: 1,
    home: 1,
    object: { id, type: 'Note' },
    content: [{ tag: 'p', children: [words] }],
    provenance: { type: 'signed' },
    ...parts,
  };
};

export const personOf = (
  id: Did | ObjectId,
  name: string,
  username: string,
  parts: Partial<PersonRecord> = {},
): PersonRecord => ({
  id,
  actor: {},
  name,
  username,
  summary: [],
  updatedMs: 1,
  provenance: { type: 'signed' },
  ...parts,
});

export interface SearchWorld {
  readonly store: AccountStore;
  readonly desk: SearchDesk;
  /** Works off all there is. */
  index(): Promise<void>;
  put(...posts: readonly PostRecord[]): Promise<void>;
  /** Texts of what is found, newest first. */
  find(text: string): Promise<readonly string[]>;
}

/** A store (of `me`) with its index and the desk that searches it. */
export function searchWorldOn(store: AccountStore): SearchWorld {
  const views: ViewParts = {
    store,
    relations: createRelationsCache(store),
    appBase: 'https://app.example/',
    gateways: () => [],
    reach: () => ({ people: 0, gateways: [], fresh: [] }),
    nowMs: () => 1_000,
  };
  const desk = createSearchDesk(views);
  const indexer = createIndexer({ store, breathe: async () => undefined, newSeed: () => 7 });
  return {
    store,
    desk,
    index: () => indexer.run(new AbortController().signal),
    put: async (...posts) => void (await store.ingest({ ...nothing, posts })),
    find: async (text) => (await desk.search(text, { limit: 100 })).posts.items.map((post) => post.text),
  };
}
