import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { Result } from '../../protocol/result.ts';
import type { PhraseError } from '../recovery/phrase.ts';

/** How the owner opens the root secret: with the passphrase of this device, or with the words that were written down. */
export type RootKey = { readonly passphrase: string } | { readonly words: string };

export type TakeBackError =
  | { readonly type: 'wrong-passphrase' | 'storage-full' }
  /** An account of before root secrets has no successor. */
  | { readonly type: 'no-successor' }
  /** No gateway answered that could tell whether the successor was called already. */
  | { readonly type: 'offline' }
  | { readonly type: 'another-account' }
  | PhraseError;

export type LeaveError = { readonly type: 'wrong-name' | 'read-only' | 'storage-full' };
/** `unreachable`: nobody who was asked has the account, so that it is not known whom it names. */
export type MoveError = {
  readonly type: 'yourself' | 'not-found' | 'unreachable' | 'does-not-name-you' | 'read-only' | 'storage-full';
};

/** Another account that names this one as its own: moving there will be believed. */
export interface MoveTarget {
  readonly id: Did | ObjectId;
  readonly name: string;
  readonly username: string;
}

export interface SuccessionState {
  /** Whether somebody can go on for this account. */
  readonly hasSuccessor: boolean;
  /** The root secret is in reach without a passphrase: no backup has been saved yet. */
  readonly needsNoPassphrase: boolean;
  /** Where the account says that it has moved. */
  readonly movedTo?: string;
  /** It was ended; what is left to be published is that. */
  readonly isClosed: boolean;
  /** This account goes on for that one. `waiting`: gateways that have not been told yet. */
  readonly succeeds?: { readonly did: Did; readonly waiting: readonly string[] };
}

/** What the owner can do when the key was stolen or lost. */
export interface SuccessionDesk {
  state(): Promise<SuccessionState>;
  /**
   * Makes the successor account on this device and the current one, with everything private of the old one, and its statement. The app has to be
   * loaded again afterwards. `endMs`: from then on nothing that the old key signed counts; absent: nobody else has it.
   */
  takeBack(key: RootKey, endMs: number | undefined): Promise<Result<Did, TakeBackError>>;
  /** Reads the account that an address names, on Pollen or on a server, and whether it names this one as its own. */
  checkMove(address: string): Promise<Result<MoveTarget, MoveError>>;
  /** Says that this account goes on as another one, after it has been looked at once more. */
  moveTo(address: string): Promise<Result<Did | ObjectId, MoveError>>;
  /** Ends the account for everybody; `username` is typed as a check. */
  close(username: string): Promise<Result<void, LeaveError>>;
  /** The statement of this account, as a file for websites that keep the old one; undefined when it succeeds nobody. */
  statement(): Promise<Blob | undefined>;
}
