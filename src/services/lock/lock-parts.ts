import type { Did } from '../../protocol/brand.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { DeviceStore } from '../../protocol/ports/store.ts';
import type { RandomBytes } from '../account-keys.ts';
import type { TabChannel } from '../tabs.ts';
import type { Timers } from '../timers.ts';
import type { LockDoor } from './lock-api.ts';
import type { PasskeyPort } from './passkeys.ts';

/** What the lock needs from the browser; `lock-entry.ts` supplies it, tests supply their own. */
export interface LockPlatform {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly subtle: SubtleCrypto;
  readonly random: RandomBytes;
  openChannel(name: string): TabChannel;
  /** Called for input in this tab, and when somebody looks at it again; returns a function that ends it. */
  watchInput(listeners: { readonly input: () => void; readonly look: () => void }): () => void;
  readonly passkeys: PasskeyPort;
}

export interface LockParts extends LockPlatform {
  readonly device: DeviceStore;
  readonly did: Did;
  readonly door: LockDoor;
}
