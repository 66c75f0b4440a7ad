import type { Did, ObjectId } from '../../protocol/brand.ts';
import { pollenClaims } from '../../protocol/fediverse/pollen-claims.ts';
import type { PersonRecord } from '../../protocol/ports/records.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { createJobQueue } from '../single-flight.ts';
import { pollenTwin } from './pollen-twins.ts';

/** People of whom it is to be found out; an import brings thousands, of whom few claim anything. */
const mostWaiting = 2_000;

export interface TwinSeeker {
  /**
   * Finds out behind everything else whether somebody who was found or read has a Pollen account, and notes it down. `said`: what their
   * profile says; `pollen`: what is noted down now.
   */
  seek(id: ObjectId, said: Pick<PersonRecord, 'actor' | 'summary'>, pollen: Did | undefined): void;
  stop(): void;
}

/** `actorOf` may take its time: nobody waits for it. */
export function createTwinSeeker(parts: {
  readonly store: AccountStore;
  actorOf(did: Did): Promise<JsonObject | undefined>;
  report(error: unknown): void;
}): TwinSeeker {
  const { store } = parts;
  const queue = createJobQueue<ObjectId, void>(1, seek);
  let hasEnded = false;

  async function seek(id: ObjectId): Promise<void> {
    const [person, before] = await Promise.all([store.person(id), store.remote.readState(id)]);
    if (person === undefined || before === undefined) return;
    if (before.pollen === undefined && pollenClaims(person).length === 0) return;
    const pollen = await pollenTwin(person, parts.actorOf);
    // Reading went on meanwhile.
    const state = await store.remote.readState(id);
    if (state === undefined || state.pollen === pollen || hasEnded) return;
    const { pollen: _before, ...rest } = state;
    await store.remote.putReadStates([pollen === undefined ? rest : { ...rest, pollen }]);
  }

  return {
    seek(id, said, pollen) {
      // Most claim nothing: thousands of them are not read once more.
      if (pollen === undefined && pollenClaims(said).length === 0) return;
      if (hasEnded || queue.size >= mostWaiting) return;
      queue.run(id).catch((error: unknown) => {
        if (!hasEnded) parts.report(error);
      });
    },
    stop() {
      hasEnded = true;
      queue.clear();
    },
  };
}
