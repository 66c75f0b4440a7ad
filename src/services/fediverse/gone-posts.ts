import type { ObjectId } from '../../protocol/brand.ts';
import type { RemotePage } from '../../protocol/fediverse/reading.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { isObject, text } from '../views/members.ts';
import type { Ask } from './ways/ask.ts';
import { wayOf } from './ways/way-of.ts';

const mostLooked = 100;
/** Missing posts that are asked for after one reading; the others at the next. */
const mostAsked = 5;

/**
 * Deletes what somebody has deleted: posts that are stored and should stand on a page of their newest ones, but do not, and that the
 * server does not know any more when it is asked; boosts that are not there are taken back. Only for pages without gaps (Mastodon's
 * and Misskey's).
 */
export async function forgetGone(
  store: AccountStore,
  ask: Ask,
  author: ObjectId,
  page: RemotePage,
  nowMs: number,
): Promise<void> {
  const theirs = page.posts.filter((post) => post.author === author);
  const dates = theirs.map(({ atMs }) => atMs);
  const shown = new Set(theirs.map(({ id }) => id));
  if (theirs.length < 2 || page.refused > 0) return;
  const [oldestMs, newestMs] = [Math.min(...dates), Math.max(...dates)];
  const stored = await store.byAuthor(author, { before: { atMs: newestMs, id: '' }, limit: mostLooked });
  const missing = stored.filter(({ id, atMs }) => atMs > oldestMs && !shown.has(id));
  const gone: ObjectId[] = [];
  let asked = 0;
  for (const post of missing) {
    if (post.boostOf === undefined && (asked += 1) > mostAsked) break;
    if (post.boostOf !== undefined || (await isGone(ask, post))) gone.push(post.id);
  }
  if (gone.length === 0) return;
  const deletedPosts = gone.map((id) => ({ id, author, atMs: nowMs }));
  await store.ingest({ posts: [], deletedPosts, reactions: [], undone: [], notifications: [] });
}

async function isGone(ask: Ask, { id, object }: PostRecord): Promise<boolean> {
  const { api } = object;
  if (!isObject(api)) return false;
  const [origin, key, way] = [text(api, 'origin'), text(api, 'key'), text(api, 'way')];
  if (origin === undefined || key === undefined || (way !== 'mastodon' && way !== 'misskey')) return false;
  const answer = await (await wayOf(way)).post(ask, { origin, key }, id);
  if (answer.ok || answer.error.type !== 'refused') return false;
  // Misskey says 400 (NO_SUCH_NOTE).
  return [404, 410, ...(way === 'misskey' ? [400] : [])].includes(answer.error.status);
}
