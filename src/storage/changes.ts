import type { ChangeTopic } from '../protocol/ports/store.ts';

/** Tells this tab and the others of the same origin what changed. */
export interface Changes {
  /** Heard once per microtask, with everything since. */
  announce(topics: ReadonlySet<ChangeTopic>): void;
  listen(listener: (topics: ReadonlySet<ChangeTopic>) => void): () => void;
  close(): void;
}

const known: ReadonlySet<unknown> = new Set<ChangeTopic>([
  'posts',
  'people',
  'follows',
  'moderation',
  'notifications',
  'drafts',
  'outbox',
  'profile',
  'settings',
  'sync',
  'reactions',
  'remote',
  'collections',
  'private',
  'jobs',
  'search',
]);
const isTopic = (value: unknown): value is ChangeTopic => known.has(value);

/** Change events over the BroadcastChannel `name`; without BroadcastChannel only this tab hears them. */
export function createChanges(name: string): Changes {
  const listeners = new Set<(topics: ReadonlySet<ChangeTopic>) => void>();
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
  const send = channel?.postMessage.bind(channel);
  let pending: Set<ChangeTopic> | undefined;
  let closed = false;

  const tell = (topics: ReadonlySet<ChangeTopic>): void => {
    for (const listener of listeners) listener(topics);
  };
  const flush = (): void => {
    const topics = pending;
    pending = undefined;
    if (topics === undefined || closed) return;
    send?.([...topics]);
    tell(topics);
  };
  channel?.addEventListener('message', (event: MessageEvent<unknown>) => {
    const topics = new Set(Array.isArray(event.data) ? event.data.filter(isTopic) : []);
    if (topics.size > 0 && !closed) tell(topics);
  });

  return {
    announce(topics) {
      if (pending === undefined) {
        pending = new Set();
        queueMicrotask(flush);
      }
      for (const topic of topics) pending.add(topic);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      channel?.close();
    },
  };
}
