import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { AccountStore, ChangeTopic } from '../../protocol/ports/store.ts';
import { queuePut } from '../bulk-write.ts';
import { batchStores, loadApplyBatch } from '../ingest/load-apply-batch.ts';
import { fromStored } from '../ingest/stored-post.ts';
import { allOf, newestFirst } from '../newest-first.ts';
import type { AccountDatabase, WriteTransaction } from './account-database.ts';
import type { StoredPost } from './account-schema.ts';

/** Posts read and rewritten at once when an author is followed or unfollowed; bounds memory. */
const chunk = 500;

/** A thread or a list of reactions shows no more than this at once. */
const listMaximum = 10_000;

type PostMethods = 'ingest' | 'post' | 'posts' | 'home' | 'byAuthor' | 'replies' | 'reactions' | 'setHome';

/** Known posts and what people think of them. Deleted posts are in no timeline, only `post` and `posts` still know of them. */
export function postRepository(database: AccountDatabase): Pick<AccountStore, PostMethods> {
  return {
    async ingest(batch) {
      const applyBatch = await loadApplyBatch();
      return database.write(batchStores, 'relaxed', (transaction, touched) => applyBatch(transaction, batch, touched));
    },
    post: (id) =>
      database.read(['posts'], async (transaction) => {
        const stored = await transaction.objectStore('posts').get(id);
        return stored === undefined ? undefined : fromStored(stored);
      }),
    posts: (ids) =>
      database.read(['posts'], async (transaction) => {
        const store = transaction.objectStore('posts');
        const found = await Promise.all(ids.map((id) => store.get(id)));
        return found.map((stored) => (stored === undefined ? undefined : fromStored(stored)));
      }),
    home: (page) =>
      database.read(['posts'], async (transaction) =>
        (await newestFirst(transaction.objectStore('posts').index('home'), [1], page)).map(fromStored),
      ),
    byAuthor: (author, page) =>
      database.read(['posts'], async (transaction) =>
        (await newestFirst(transaction.objectStore('posts').index('author'), [author], page)).map(fromStored),
      ),
    replies: (to) =>
      database.read(['posts'], async (transaction) => {
        const index = transaction.objectStore('posts').index('inReplyTo');
        return (await index.getAll(allOf([to]), listMaximum)).map(fromStored);
      }),
    reactions: (objectId) =>
      database.read(['reactions'], (transaction) => transaction.objectStore('reactions').getAll(allOf([objectId]), listMaximum)),
    setHome: (authors, home) =>
      database.write(['posts'], 'relaxed', async (transaction, touched) => {
        for (const author of authors) await setHomeOf(transaction, touched, author, home);
      }),
  };
}

async function setHomeOf(
  transaction: WriteTransaction,
  touched: Set<ChangeTopic>,
  author: Did | ObjectId,
  home: 0 | 1,
): Promise<void> {
  const store = transaction.objectStore('posts');
  let range = allOf([author]);
  for (;;) {
    const posts = await store.index('author').getAll(range, chunk);
    for (const post of posts) {
      if ((post.home ?? 0) === home) continue;
      queuePut(store, withHome(post, home));
      touched.add('posts');
    }
    const last = posts.at(-1);
    if (last?.atMs === undefined || posts.length < chunk) return;
    range = IDBKeyRange.bound([author, last.atMs, last.id], [author, []], true);
  }
}

function withHome(stored: StoredPost, home: 0 | 1): StoredPost {
  const { home: _, ...post } = stored;
  return home === 1 ? { ...post, home } : post;
}
