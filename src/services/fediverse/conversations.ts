import type { ObjectId } from '../../protocol/brand.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { createJobQueue } from '../single-flight.ts';
import { fetchPostById } from './post-by-id.ts';
import type { Ask } from './ways/ask.ts';

/** The same conversation is not asked for again sooner: a screen that shows it reads it again with every change. */
const freshMs = 90_000;
const mostRemembered = 500;
const atOnce = 2;

export interface Conversations {
  /** Fetches a post and what is said around it; true when the post is on this device now. */
  fetch(id: ObjectId): Promise<boolean>;
  clear(): void;
}

/** Posts of servers by their ids, with their threads; `newAsk` for questions that somebody waits for. */
export function createConversations(
  store: AccountStore,
  parts: { nowMs(): number; newAsk(): Ask; isAllowed(): boolean },
): Conversations {
  const queue = createJobQueue<ObjectId, boolean>(atOnce, fetch);
  const asked = new Map<ObjectId, number>();

  async function fetch(id: ObjectId): Promise<boolean> {
    const nowMs = parts.nowMs();
    const isFresh = nowMs - (asked.get(id) ?? Number.NEGATIVE_INFINITY) < freshMs;
    if (!parts.isAllowed() || isFresh) return (await store.post(id)) !== undefined;
    remember(id, nowMs);
    return (
      (await fetchPostById({ store, ask: parts.newAsk(), nowMs }, id, 'conversation')) || (await store.post(id)) !== undefined
    );
  }

  function remember(id: ObjectId, nowMs: number): void {
    asked.delete(id);
    asked.set(id, nowMs);
    const [oldest] = asked.keys();
    if (asked.size > mostRemembered && oldest !== undefined) asked.delete(oldest);
  }

  return { fetch: (id) => queue.run(id), clear: () => queue.clear() };
}
