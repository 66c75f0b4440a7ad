import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { PostRecord } from '../../protocol/ports/records.ts';
import type { PageRequest } from '../../protocol/ports/store.ts';
import type { Listing, PostView } from '../app-api.ts';
import type { ViewParts } from './load-posts.ts';
import { isBlocked } from './relations.ts';
import { timeline } from './timelines.ts';

/** Posts of one person, newest first; shown even when the person is muted, because somebody went there to look. */
export async function personTimeline(parts: ViewParts, id: Did | ObjectId, page: PageRequest): Promise<Listing<PostView>> {
  const relations = await parts.relations.get();
  if (isBlocked(relations, id)) return { items: [] };
  const muted = new Set([...relations.muted].filter((target) => target !== id));
  const lenient = { ...parts, relations: { ...parts.relations, get: async () => ({ ...relations, muted }) } };
  const replaced = (await parts.store.successions.all()).filter(({ accepted }) => accepted !== undefined);
  const before = replaced.length === 0 ? [] : (await import('./former-accounts.ts')).formerAccounts(replaced, id);
  const accounts = [id, ...before];
  return timeline(lenient, page, async (request) => {
    const posts = await Promise.all(accounts.map((account) => parts.store.byAuthor(account, request)));
    return posts.length === 1 ? (posts[0] ?? []) : newestFirst(posts.flat()).slice(0, request.limit);
  });
}

/** As the database orders them. */
const newestFirst = (posts: readonly PostRecord[]): PostRecord[] =>
  posts.toSorted((left, right) => right.atMs - left.atMs || (left.id < right.id ? 1 : -1));
