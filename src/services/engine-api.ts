/** What the light part of the app asks of the engine: keys, proofs, network. Types only, so that nothing of it loads early. */
import type { Did, ObjectId } from '../protocol/brand.ts';
import type { ConnectionStatus } from '../protocol/ports/network.ts';
import type { AccountRecord } from '../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../protocol/ports/store.ts';
import type { Result } from '../protocol/result.ts';
import type { FollowError, PollenApp, Settings } from './app-api.ts';
import type { JoinDesk } from './devices/devices-api.ts';
import type { KeyRing } from './key-ring.ts';
import type { WritableLive } from './live.ts';
import type { RestoreChoice, RestoringDesk } from './recovery/recovery-api.ts';
import type { Reach } from './views/load-posts.ts';

export type EngineModule = {
  /** Makes an account on this device and makes it the current one. */
  createAccount(
    parts: DeviceParts,
    input: { readonly name: string; readonly username: string },
  ): Promise<Result<AccountRecord, { readonly type: 'bad-username' | 'storage-full' }>>;
  restoreBackup(
    parts: RestoreParts,
    file: Blob,
    passphrase: string,
    options?: { readonly generation?: number },
  ): Promise<Result<AccountRecord, BackupFailure>>;
  restoreWords(
    parts: RestoreParts,
    words: string,
    choice: RestoreChoice,
  ): Promise<Result<AccountRecord, Exclude<WordsFailure, { readonly type: 'shared-origin' }>>>;
  openRestoring(parts: RestoreParts): Promise<RestoringDesk>;
  openEngine(parts: EngineParts): Engine;
  /** Getting the account of another device. `onAccount` is called when it is here and the current one. */
  openJoining(parts: JoinDeviceParts, onAccount: (account: AccountRecord) => Promise<unknown>): Promise<JoinDesk>;
};

type BackupFailure = Extract<Awaited<ReturnType<PollenApp['restoreBackup']>>, { readonly ok: false }>['error'];

type WordsFailure = Extract<Awaited<ReturnType<PollenApp['restoreWords']>>, { readonly ok: false }>['error'];

export interface RestoreParts extends DeviceParts {
  /** Address of the app without fragment. */
  readonly appBase: string;
}

export interface DeviceParts {
  readonly device: DeviceStore;
  openAccount(did: Did): Promise<AccountStore>;
}

export interface JoinDeviceParts extends DeviceParts {
  /** Strangers' pages are served from the same origin: no account may come here. */
  readonly sharedOrigin: boolean;
}

export interface EngineParts extends DeviceParts {
  readonly store: AccountStore;
  /** Without keys: those are in `keys`, until the account is locked. */
  readonly account: AccountRecord;
  readonly keys: KeyRing;
  readonly settings: WritableLive<Settings>;
  /** Written by whichever tab runs the network, shown in all. */
  readonly connection: WritableLive<ConnectionStatus>;
  readonly reach: WritableLive<Reach>;
  /** Address of the app without fragment. */
  readonly appBase: string;
  /** The account record was changed by the tab that runs the network. */
  onAccountChange(): void;
}

type Writing =
  | 'updateProfile'
  | 'attach'
  | 'post'
  | 'undoPost'
  | 'deletePost'
  | 'setLike'
  | 'setBoost'
  | 'checkBackup'
  | 'saveBackup'
  | 'declareOutboxGone'
  | 'recovery'
  | 'succession'
  | 'restoreProgress'
  | 'lookForOutbox'
  | 'hosting'
  | 'website'
  | 'collections'
  | 'reading'
  | 'devices'
  | 'files'
  | 'linked'
  | 'addresses'
  | 'polls'
  | 'checkAccount'
  | 'loadOlder'
  | 'refresh'
  | 'connect';

/** One account's engine in one tab. Whichever tab holds the lock runs the network for all. */
export interface Engine extends Pick<PollenApp, Writing> {
  /** Reads an account's profile and newest posts, without following; returns when something is known or nobody answered. */
  lookup(text: string): Promise<Result<{ readonly id: Did | ObjectId; readonly post?: ObjectId }, FollowError>>;
  /** Stores the follow; reading it starts in whichever tab runs the network. */
  follow(text: string): Promise<Result<Did | ObjectId, FollowError>>;
  /** Fetches a missing post by id from its author's sources, and stores it when it is genuine. */
  fetchPost(id: ObjectId): Promise<boolean>;
  /** Fetches a picture from whoever has it and stores it; false when nobody does now. */
  fetchMedia(digest: string, author: Did): Promise<boolean>;
  close(): Promise<void>;
}
