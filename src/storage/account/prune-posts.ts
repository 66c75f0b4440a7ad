import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { ChangeTopic } from '../../protocol/ports/store.ts';
import { queueDelete } from '../bulk-write.ts';
import { allOf } from '../newest-first.ts';
import type { AccountStoreName, WriteTransaction } from './account-database.ts';
import { noteForSearch } from './note-search.ts';

const mostAtOnce = 500;

export const pruneStores: readonly AccountStoreName[] = ['posts', 'reactions', 'bookmarks', 'searchQueue'];

/** `RemoteStore.prunePosts` inside the caller's transaction. */
export async function prunePosts(
  transaction: WriteTransaction,
  touched: Set<ChangeTopic>,
  author: ObjectId,
  keep: number,
  me: Did,
): Promise<number> {
  const posts = transaction.objectStore('posts');
  const index = posts.index('author');
  const excess = (await index.count(allOf([author]))) - keep;
  if (excess <= 0) return 0;
  // In the order of the index: oldest first.
  const oldest = await index.getAllKeys(allOf([author]), Math.min(excess, mostAtOnce));
  const kept = await Promise.all(oldest.map((id) => concernsMe(transaction, id, me)));
  const forgotten = oldest.filter((_, place) => kept[place] === false);
  for (const id of forgotten) queueDelete(posts, id);
  noteForSearch(transaction, forgotten);
  if (forgotten.length > 0) touched.add('posts');
  return forgotten.length;
}

async function concernsMe(transaction: WriteTransaction, id: ObjectId, me: Did): Promise<boolean> {
  const [posts, reactions] = [transaction.objectStore('posts'), transaction.objectStore('reactions')];
  const [post, bookmark, like, boost, answers] = await Promise.all([
    posts.get(id),
    transaction.objectStore('bookmarks').get(id),
    reactions.getKey([id, 'like', me]),
    reactions.getKey([id, 'boost', me]),
    posts.index('inReplyTo').getAll(allOf([id])),
  ]);
  const isOfMine = post?.inReplyTo?.startsWith(`ap://${me}/`) ?? false;
  const isMarked = bookmark !== undefined && !bookmark.removed;
  return isOfMine || isMarked || like !== undefined || boost !== undefined || answers.some((answer) => answer.author === me);
}
