import type { LaterParts } from '../later-parts.ts';
import { keepPolls } from '../polls/poll-keeper.ts';
import { withDraft } from '../schedule/draft-lock.ts';
import { keepSchedule } from '../schedule/keep-schedule.ts';

/** What the leading tab does for what was written: counts votes, and posts what was to be posted at a time. Returns a function that ends it. */
export function keepWriting(later: LaterParts): () => void {
  const stops = [
    keepPolls({ ...later, undoMs: () => 0, gateways: () => later.settings.get().gateways }),
    keepSchedule({
      ...later,
      post: (draft) => later.author.post(draft),
      hold: (id, run) => withDraft(id, run, globalThis.navigator?.locks),
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
