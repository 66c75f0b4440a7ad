import type { AccountStore } from '../../protocol/ports/store.ts';
import type { StorageAccess } from '../storage-state.ts';

/** Above this share of what the browser allows, room is made … */
const fullShare = 0.8;
/** … until this share is left. */
const enoughShare = 0.7;
/** Having got this much less than was wanted, it is not tried again before this share of the quota has come on top. */
const growthShare = 0.05;

/** Makes room before the browser refuses to store anything. Resolves to the bytes that were freed; 0 where the browser tells nothing. */
export function createRoomKeeper(store: Pick<AccountStore, 'room'>, storage: StorageAccess): () => Promise<number> {
  let notBeforeBytes = 0;
  return async () => {
    const { usage = 0, quota = 0 } = (await storage.estimate?.()) ?? {};
    if (quota === 0 || usage <= quota * fullShare || usage < notBeforeBytes) return 0;
    const wanted = Math.ceil(usage - quota * enoughShare);
    const freed = await store.room.free(wanted);
    // The rest is one's own: letting go of every picture that was just looked at, again and again, would not help.
    notBeforeBytes = freed < wanted ? usage + quota * growthShare : 0;
    return freed;
  };
}
