import type { Did } from '../protocol/brand.ts';
import { isDid } from './addresses.ts';
import { lookUpPerson } from './read/look-up.ts';
import type { ReadParts } from './read/read-parts.ts';
import { createSeeker } from './read/seeker.ts';

const lookUpsAtOnce = 2;
const strangersLimit = 50;
/** Then the next letter or start tries again. */
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
  const { store, timers, report } = parts;
  const isKnown = async (did: Did): Promise<boolean> => (await store.person(did)) !== undefined;
  const strangers = createSeeker<Did>({
    timers,
    atOnce: lookUpsAtOnce,
    limit: strangersLimit,
    mostTries,
    closing,
    find: async (did) => (await isKnown(did)) || lookUpPerson(parts, did, [], closing),
    report,
  });
  const introduce = async (did: Did): Promise<void> => {
    if (!(await isKnown(did))) strangers.seek(did);
  };

  return {
    introduce,
    async start() {
      const notices = await store.notifications({ limit: noticesLookedAt });
      for (const actor of new Set(notices.map((notice) => notice.actor))) if (isDid(actor)) await introduce(actor);
    },
    retryNow: strangers.retryNow,
  };
}
