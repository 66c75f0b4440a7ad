/** What screens ask about the accounts of this device. Types only: the desk loads at its first call. */
import type { Did } from '../../protocol/brand.ts';
import type { Result } from '../../protocol/result.ts';

/** One account of this device, as the one who holds the device sees it. */
export interface AccountHere {
  readonly did: Did;
  /** Empty when its database cannot be read. */
  readonly name: string;
  readonly username: string;
  /** The account that this page shows. */
  readonly isOpen: boolean;
  /** Its app lock is on: nothing but its name is read before it is opened. */
  readonly locks: boolean;
  readonly picture?: Blob;
  /** Notifications not seen when it was last open. Absent with a lock. */
  readonly unread?: number;
  /** Posts and changes that have not left this device. Absent with a lock. */
  readonly waiting?: number;
  /** A backup was saved, or the words were proven. */
  readonly hasWayBack: boolean;
  /** Nothing can be written with it any more: its owner ended it, or another account goes on for it. */
  readonly ended?: 'closed' | 'succeeded';
}

export type RemoveError =
  | { readonly type: 'not-here' }
  /** Nobody could get it back, and `losesForGood` was not said. */
  | { readonly type: 'no-way-back' };

/**
 * One account is open at a time, in all tabs. Leaving it stores what is being written, stops its network and starts the page anew: nothing
 * that was learnt for one account is in memory when the next one connects.
 */
export interface AccountsDesk {
  /** The open one first, then the oldest first. */
  list(): Promise<readonly AccountHere[]>;
  /** How many there are; without opening any of them. */
  count(): Promise<number>;
  /** Changes of the open account that have not left this device. */
  waiting(): Promise<number>;
  /** Whether a gateway has the newest state of the open account; `unknown` where none has it at all, or none answered. */
  keptElsewhere(): Promise<'newest' | 'behind' | 'unknown'>;
  /** Bytes that each account takes on this device, estimated. */
  size(did: Did): Promise<number>;
  /** Opens another account in all tabs. `not-here`: it was removed meanwhile. */
  open(did: Did): Promise<Result<void, { readonly type: 'not-here' }>>;
  /** Closes the open account, for a new one or one that comes from elsewhere. It stays on the device. */
  close(): Promise<void>;
  /**
   * Takes an account off this device: keys, posts, drafts, everything. What was published stays published. Refuses an account that has no
   * way back, unless the owner has said that it may be lost for good.
   */
  remove(did: Did, consent?: { readonly losesForGood: boolean }): Promise<Result<void, RemoveError>>;
}
