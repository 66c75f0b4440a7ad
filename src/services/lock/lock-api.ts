/** What screens ask of the app lock. Types only: the lock itself loads when it is on, or when its settings are opened. */
import type { Did } from '../../protocol/brand.ts';
import type { DeviceStore } from '../../protocol/ports/store.ts';
import type { Result } from '../../protocol/result.ts';
import type { HeldKeys } from '../key-ring.ts';

/** After how many minutes without input the app locks itself; 0: only when it starts. */
export const idleChoices = [5, 15, 60, 0] as const;

export type LockError =
  | { readonly type: 'wrong-passphrase'; readonly waitUntilMs: number }
  /** Too soon after a wrong one; nothing was tried. */
  | { readonly type: 'wait'; readonly waitUntilMs: number }
  /** There is no backup, so there is no passphrase that would open the lock again. */
  | { readonly type: 'no-passphrase' }
  /** What the passphrase opens is not this account's key; nothing was changed. */
  | { readonly type: 'damaged' }
  | { readonly type: 'storage-full' };

export type PasskeyError =
  | LockError
  /** The person, or the system for them, said no; or there was no answer in time. */
  | { readonly type: 'passkey-refused' }
  /** This authenticator makes passkeys, but none that can keep a secret (no PRF). */
  | { readonly type: 'passkey-unfit' };

export interface LockView {
  readonly on: boolean;
  readonly idleMinutes: number;
  /** A passphrase exists, which is that of the backup. */
  readonly hasPassphrase: boolean;
  /** No passphrase is tried before this moment; absent: now. */
  readonly waitUntilMs?: number;
  /** The browser can derive secrets from passkeys. */
  readonly canUsePasskeys: boolean;
  readonly passkeys: readonly { readonly id: string; readonly addedAtMs: number }[];
}

export interface LockDesk {
  read(): Promise<LockView>;
  /** Takes the everyday keys out of the database; the app stays open. */
  turnOn(passphrase: string, idleMinutes: number): Promise<Result<void, LockError>>;
  /** Puts the everyday keys back. */
  turnOff(passphrase: string): Promise<Result<void, LockError>>;
  setIdleMinutes(minutes: number): Promise<void>;
  /** Opens the account in all tabs. */
  unlock(passphrase: string): Promise<Result<void, LockError>>;
  unlockWithPasskey(): Promise<Result<void, PasskeyError>>;
  addPasskey(passphrase: string): Promise<Result<void, PasskeyError>>;
  removePasskey(id: string): Promise<void>;
  /** Locks all tabs now; does nothing while the lock is off. */
  lock(): Promise<void>;
}

/** What the app asks of the lock. */
export interface Lock extends LockDesk {
  /** Asks the other tabs for the keys, for a moment. */
  keysOfOtherTabs(): Promise<HeldKeys | undefined>;
  /** The account is open in this tab: from now on it is locked when nobody is there, if the lock is on. */
  watch(): void;
}

/** What the lock asks of the app in this tab. */
export interface LockDoor {
  /** The keys that the open account has; undefined while it is locked. */
  held(): HeldKeys | undefined;
  /** Opens the account, unless it is open already. */
  enter(keys: HeldKeys): Promise<void>;
  /** Stores what is being written. */
  prepare(): Promise<void>;
  /** Closes the account and lets its keys go. */
  leave(): Promise<void>;
  /** The lock was switched or set otherwise: all tabs look at the account again. */
  changed(): void;
}

export interface LockModule {
  openLock(parts: { readonly device: DeviceStore; readonly did: Did; readonly door: LockDoor }): Lock;
}
