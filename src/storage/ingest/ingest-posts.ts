import type { ObjectId } from '../../protocol/brand.ts';
import type { IngestBatch } from '../../protocol/ports/store.ts';
import type { StoredPost } from '../account/account-schema.ts';
import type { WriteTransaction } from '../account/account-database.ts';
import { queuePut } from '../bulk-write.ts';
import { getExisting } from './get-existing.ts';
import { deletePost, mergePost, unchanged } from './merge-post.ts';
import type { Undone } from './undone.ts';

export interface PostsOutcome {
  readonly added: ObjectId[];
  readonly changed: ObjectId[];
}

/** Applies posts, then deletions, then boosts taken back; writes each record once however often the batch names it. */
export async function ingestPosts(transaction: WriteTransaction, batch: IngestBatch, undone: Undone): Promise<PostsOutcome> {
  const ids = new Set<ObjectId>();
  for (const list of [batch.posts, batch.deletedPosts, batch.undone]) for (const { id } of list) ids.add(id);
  if (ids.size === 0) return { added: [], changed: [] };

  const store = transaction.objectStore('posts');
  const stored = await getExisting(store, ids);
  const writes = new Map<ObjectId, StoredPost>();
  const current = (id: ObjectId): StoredPost | undefined => writes.get(id) ?? stored.get(id);
  const keep = (id: ObjectId, after: StoredPost | typeof unchanged): void => {
    if (after !== unchanged) writes.set(id, after);
  };

  for (const post of batch.posts) {
    if (post.boostOf !== undefined && undone.has(post.id, post.author)) continue;
    keep(post.id, mergePost(current(post.id), post));
  }
  for (const deletion of batch.deletedPosts) keep(deletion.id, deletePost(current(deletion.id), deletion));
  for (const { id, actor } of batch.undone) {
    const boost = current(id);
    if (boost?.boostOf !== undefined) keep(id, deletePost(boost, { id, author: actor, atMs: boost.updatedMs }));
  }

  const added: ObjectId[] = [];
  const changed: ObjectId[] = [];
  for (const [id, post] of writes) {
    queuePut(store, post);
    const before = stored.get(id);
    const wasShown = before !== undefined && !before.deleted;
    if (wasShown) changed.push(id);
    else if (!post.deleted) added.push(id);
  }
  return { added, changed };
}
