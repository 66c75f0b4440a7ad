import type { Did } from '../protocol/brand.ts';
import type { AccountStore, DeviceStore } from '../protocol/ports/store.ts';
import type { openDesk } from './desk.ts';
import type { EngineModule } from './engine-api.ts';
import type { LockModule } from './lock/lock-api.ts';
import type { StorageAccess } from './storage-state.ts';

/** What the app is made of; `main.tsx` supplies it, tests supply their own. */
export interface AppParts {
  readonly device: DeviceStore;
  openAccount(did: Did): Promise<AccountStore>;
  /** Loads what an account's screens read from. */
  loadDesk(): Promise<{ readonly openDesk: typeof openDesk }>;
  /** Loads keys, proofs and network; called at the first command that needs them, or by `connect`. */
  loadEngine(): Promise<EngineModule>;
  /** Loads the app lock; called when it is on, and by the screens that turn it on. */
  loadLock(): Promise<LockModule>;
  /** Address of the app without fragment. */
  readonly appBase: string;
  /** The origin is shared with strangers' pages (a path gateway): no account may be made here. */
  readonly sharedOrigin: boolean;
  nowMs(): number;
  readonly storage: StorageAccess;
  /** Tells other tabs that accounts changed, and hears it from them. */
  readonly deviceChanges: { announce(): void; listen(listener: () => void): void };
  /** Deletes what is left of accounts that were taken off this device. */
  finishRemovals(): Promise<void>;
  /**
   * Starts the page anew, without any memory of this account, once `closing` has settled or has taken too long. `elsewhere`: the account
   * was left in another tab; then what this one shows is no place for the next account, which must not ask the network for it.
   */
  restart(closing: Promise<unknown>, elsewhere: boolean): void;
}
