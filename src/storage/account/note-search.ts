import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { WriteTransaction } from './account-database.ts';
import { queuePut } from '../bulk-write.ts';

/** Notes in the caller's transaction what the full-text index has to look at again; one record, however much it is. */
export function noteForSearch(
  transaction: WriteTransaction,
  posts: readonly ObjectId[],
  people: readonly (Did | ObjectId)[] = [],
): void {
  if (posts.length + people.length > 0) queuePut(transaction.objectStore('searchQueue'), { posts, people });
}
