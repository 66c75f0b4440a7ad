import type { RoomUse } from '../../protocol/ports/room.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { askToPersist, storageState, type StorageAccess, type StorageState } from '../storage-state.ts';

/** What the storage screen asks. */
export interface RoomDesk {
  /** Of everything that this address has in the browser. */
  state(): Promise<StorageState>;
  /** What of it is what; takes a moment for many posts. */
  use(): Promise<RoomUse>;
  /** Deletes what can be fetched again: others' pictures and copies of their posts' trees. Resolves to the bytes that were freed. */
  free(): Promise<number>;
  /** Asks the browser not to clear anything by itself; some answer by themselves, some ask the person. */
  askToKeep(): Promise<boolean>;
}

export function createRoomDesk(store: Pick<AccountStore, 'room'>, storage: StorageAccess): RoomDesk {
  return {
    state: () => storageState(storage),
    use: () => store.room.measure(),
    free: () => store.room.free(Number.MAX_SAFE_INTEGER),
    askToKeep: () => askToPersist(storage),
  };
}
