import type { CanonicalId, ObjectId } from '../../protocol/brand.ts';
import type { DraftRecord, OutboxRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { mostParts } from './draft-parts.ts';
import { draftOfPost } from './compose-note.ts';

/**
 * The own posts that went out with this one and can be taken back with it: its thread, first post first. What was posted at once has
 * one undo window. Empty when the post has left.
 */
export async function heldThread(
  store: AccountStore,
  id: CanonicalId,
  isHeld: (create: OutboxRecord | undefined) => boolean,
): Promise<readonly PostRecord[]> {
  const own = async (of: ObjectId): Promise<PostRecord | undefined> => {
    const found = await store.post(of);
    return found?.author === store.did && found.deleted !== true ? found : undefined;
  };
  const held = async (post: PostRecord | undefined): Promise<OutboxRecord | undefined> => {
    const create = post && (await store.outboxFor(post.id)).find(({ type }) => type === 'Create');
    return isHeld(create) ? create : undefined;
  };
  const asked = await own(id);
  const untilMs = (await held(asked))?.notBeforeMs;
  if (asked === undefined || untilMs === undefined) return [];
  const goesAlong = async (post: PostRecord | undefined): Promise<boolean> => (await held(post))?.notBeforeMs === untilMs;

  const thread = [asked];
  for (let [first] = thread; thread.length < mostParts && first?.inReplyTo !== undefined; [first] = thread) {
    const parent = await own(first.inReplyTo);
    if (parent === undefined || !(await goesAlong(parent))) break;
    thread.unshift(parent);
  }
  for (let last = thread.at(-1); thread.length < mostParts && last !== undefined;) {
    const answers = (await store.replies(last.id)).filter(({ author }) => author === store.did);
    const along = await Promise.all(answers.map((answer) => goesAlong(answer)));
    last = answers.find((_, index) => along[index]);
    if (last !== undefined) thread.push(last);
  }
  return thread;
}

/** The draft that a thread was made of, as far as its posts show it. */
export function draftOfThread(thread: readonly PostRecord[], draftId: string, nowMs: number): DraftRecord | undefined {
  const [first, ...more] = thread.map((post) => draftOfPost(post, draftId, nowMs));
  if (first === undefined || more.length === 0) return first;
  return {
    ...first,
    more: more.map(({ text, attachments, poll }, index) => ({ key: `${index}`, text, attachments, poll })),
  };
}
