import type { Did } from '../protocol/brand.ts';
import { isDid } from './addresses.ts';
import { lookUpPerson } from './read/look-up.ts';
import type { ReadParts } from './read/read-parts.ts';
import { createRetrySchedule } from './read/retry-schedule.ts';
import { createJobQueue } from './single-flight.ts';

const lookUpsAtOnce = 2;
/** Strangers looked for at the same time; of more, the one who came first waits for the next start. */
const strangersLimit = 50;
/** With growing pauses that is about 13 minutes; then the next letter or start tries again. */
const mostTries = 10;
/** Of the newest notifications, at the start. */
const noticesLookedAt = 40;

/** Finds out who has written. People who are not followed stand with a short address until their profile was read. */
export interface Introductions {
  /** Looks for somebody who is not known, now and later until it works; not waited for. */
  introduce(did: Did): Promise<void>;
  /** Those in the newest notifications whom an earlier session did not find. */
  start(): Promise<void>;
  /** The network came back: whoever waits for the next try is looked for now. */
  retryNow(): void;
}

export function createIntroductions(parts: ReadParts, closing: AbortSignal): Introductions {
  const { store } = parts;
  const tries = new Map<Did, number>();
  const lookUps = createJobQueue<Did, void>(lookUpsAtOnce, lookUp);
  const retries = createRetrySchedule<Did>(parts.timers, look);
  closing.addEventListener(
    'abort',
    () => {
      lookUps.clear();
      retries.clear();
    },
    { once: true },
  );

  function look(did: Did): void {
    lookUps.run(did).catch((error: unknown) => {
      if (!closing.aborted) parts.report(error);
    });
  }

  async function lookUp(did: Did): Promise<void> {
    const isKnown = (await store.person(did)) !== undefined || (await lookUpPerson(parts, did, [], closing));
    if (closing.aborted || !tries.has(did)) return;
    const count = (tries.get(did) ?? 0) + 1;
    if (isKnown || count >= mostTries) forget(did);
    else {
      tries.set(did, count);
      retries.failed(did);
    }
  }

  function forget(did: Did): void {
    tries.delete(did);
    retries.worked(did);
  }

  async function introduce(did: Did): Promise<void> {
    if ((await store.person(did)) !== undefined || closing.aborted) return;
    if (!tries.has(did)) tries.set(did, 0);
    const [oldest] = tries.keys();
    if (tries.size > strangersLimit && oldest !== undefined) forget(oldest);
    look(did);
  }

  return {
    introduce,
    async start() {
      const notices = await store.notifications({ limit: noticesLookedAt });
      for (const actor of new Set(notices.map((notice) => notice.actor))) if (isDid(actor)) await introduce(actor);
    },
    retryNow: () => retries.now(),
  };
}
