import type { ObjectId } from '../../protocol/brand.ts';
import type { DraftRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { mostParts } from '../publish/draft-parts.ts';
import { draftOfThread } from '../publish/held-thread.ts';

/** After an import of an archive thousands may wait: those can be imported again. */
const mostUnsent = 100;

/** Own posts that have not left this device, oldest first. */
export async function unsentPosts(store: AccountStore): Promise<readonly PostRecord[]> {
  const waiting = await store.outboxRecords((await store.waitingKeys()).slice(-mostUnsent));
  const posts = await store.posts(waiting.filter(({ type }) => type === 'Create').map(({ objectId }) => objectId));
  return posts.filter((post) => post !== undefined && post.deleted !== true && post.author === store.did) as PostRecord[];
}

/** These posts as what they were written as, each with the thread that follows on it. */
export function unsentDrafts(posts: readonly PostRecord[], nowMs: number): readonly DraftRecord[] {
  const threads = new Map<ObjectId, PostRecord[]>();
  const firsts: PostRecord[][] = [];
  for (const post of posts) {
    const before = post.inReplyTo === undefined ? undefined : threads.get(post.inReplyTo);
    const goesOn = before !== undefined && before.at(-1)?.id === post.inReplyTo && before.length < mostParts;
    const thread = goesOn ? before : [];
    if (!goesOn) firsts.push(thread);
    thread.push(post);
    threads.set(post.id, thread);
  }
  return firsts.flatMap((thread) => {
    const draft = draftOfThread(thread, `unsent ${thread[0]?.id}`, nowMs);
    if (draft === undefined) return [];
    // An answer to what nobody will ever find stands alone.
    const { inReplyTo, ...rest } = draft;
    return inReplyTo === undefined || threads.has(inReplyTo) ? [rest] : [draft];
  });
}
