import type { Did } from '../../protocol/brand.ts';
import type { AccountStore, IngestBatch } from '../../protocol/ports/store.ts';

/** What was written longer ago than this is history (bridge-spec section 5). */
const newsMs = 24 * 60 * 60 * 1000;

/** The batch with news of each new post of somebody of whom one wants to be told of every post; boosts and history are no news. */
export async function withPostNotifications(
  store: AccountStore,
  did: Did,
  batch: IngestBatch,
  nowMs: number,
): Promise<IngestBatch> {
  const posts = batch.posts.filter((post) => post.author === did && post.boostOf === undefined && nowMs - post.atMs < newsMs);
  const known = await store.posts(posts.map(({ id }) => id));
  const told = new Set(batch.notifications.map(({ objectId }) => objectId));
  const news = posts
    .filter(({ id }, place) => known[place] === undefined && !told.has(id))
    .map((post) => ({ id: post.id, type: 'post' as const, actor: did, objectId: post.id, atMs: post.atMs, read: false }));
  return news.length === 0 ? batch : { ...batch, notifications: [...batch.notifications, ...news] };
}
