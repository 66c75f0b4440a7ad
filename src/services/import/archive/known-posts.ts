import type { CanonicalId, ObjectId, Rkey } from '../../../protocol/brand.ts';
import { canonicalId } from '../../../protocol/identity/ids.ts';
import type { AccountStore } from '../../../protocol/ports/store.ts';
import { isObject, text } from '../../views/members.ts';

/** What of an archive is in the account already. */
export interface KnownPosts {
  /** Own posts by the web page that they name: an imported one names that of its original. */
  readonly posts: ReadonlyMap<string, CanonicalId>;
  readonly boosts: ReadonlySet<ObjectId>;
  readonly likes: ReadonlySet<ObjectId>;
}

const atOnce = 500;

/** Reads the own outbox once, from the oldest. What was deleted or taken back counts, too: it does not come again by itself. */
export async function readKnownPosts(store: AccountStore, signal: AbortSignal): Promise<KnownPosts> {
  const posts = new Map<string, CanonicalId>();
  const boosts = new Set<ObjectId>();
  const likes = new Set<ObjectId>();
  let last: Rkey | undefined;
  do {
    signal.throwIfAborted();
    const records = await store.outboxRange(last, atOnce);
    last = records.at(-1)?.rkey;
    for (const { type, objectId, activity } of records) {
      if (type === 'Announce') boosts.add(objectId);
      if (type === 'Like') likes.add(objectId);
      const object = activity['object'];
      if (type !== 'Create' || object === undefined || !isObject(object)) continue;
      const url = text(object, 'url');
      const id = canonicalId(text(object, 'id') ?? '');
      if (url !== undefined && id !== undefined) posts.set(url, id);
    }
  } while (last !== undefined);
  return { posts, boosts, likes };
}
