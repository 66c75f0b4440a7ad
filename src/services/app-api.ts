/**
 * What the user interface may ask for. `app.ts` implements it; the engine behind it (keys, proofs, network) loads on first use.
 * Reads come from this device and never wait for the network.
 */
import type { CanonicalId, Did, ObjectId } from '../protocol/brand.ts';
import type { AccountReport } from '../protocol/conformance/report.ts';
import type { Result } from '../protocol/result.ts';
import type { ConnectionStatus, HostingState } from '../protocol/ports/network.ts';
import type { Cursor } from '../protocol/ports/store.ts';
import type { DraftAttachment, DraftRecord } from '../protocol/ports/records.ts';
import type { WebsiteDesk } from './website/website-api.ts';
import type { AccountsDesk } from './accounts/accounts-api.ts';
import type { CollectionsDesk } from './collections/collections-desk.ts';
import type { DevicesDesk, JoinDesk } from './devices/devices-api.ts';
import type { FilesDesk } from './import/files-desk.ts';
import type { LockDesk } from './lock/lock-api.ts';
import type { LinkedDesk } from './linked/linked-desk.ts';
import type { PollsDesk } from './polls/polls-api.ts';
import type { ReadingDesk } from './reading/reading-api.ts';
import type { MuteOptions } from './relations-commands.ts';
import type { RoomDesk } from './room/room-desk.ts';
import type { SearchDesk } from './search/search-api.ts';
import type { AttachError } from './attach-file.ts';
import type { AddressDesk } from './readable/address-desk.ts';
import type { SuccessionDesk } from './succession/succession-api.ts';
import type { FollowOptions } from '../protocol/ports/fediverse.ts';
import type { WritingDesk } from './writing/writing-api.ts';
import type { RecoveryDesk, RestoreChoice, RestoreProgress, RestoreWordsError, RestoringDesk } from './recovery/recovery-api.ts';
import type { Listing, NotificationView, PersonView, PostView, ThreadView } from './views/view-types.ts';

export type * from './views/view-types.ts';
export type * from './website/website-api.ts';

/** A value that changes; fits React's useSyncExternalStore. */
export interface Live<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

export type Session =
  | { readonly phase: 'starting' }
  /**
   * No account is open. `sharedOrigin`: this address is shared with others, no account may be made here. `accountsHere`: how many accounts
   * this device has all the same; another one is being added.
   */
  | { readonly phase: 'welcome'; readonly sharedOrigin: boolean; readonly accountsHere: number }
  | { readonly phase: 'ready'; readonly me: Me }
  /** The app lock is on, and no tab has the keys: `lock()` opens it. */
  | { readonly phase: 'locked' }
  /** What is stored here cannot be opened: forbidden by the browser, full, or written by a newer version. Nothing was deleted. */
  | { readonly phase: 'closed' };

export interface Me {
  readonly did: Did;
  readonly profile: PersonView;
  /** `ipns://k51…`, for copying. */
  readonly address: string;
  /** App link with gateway hints, for QR and sharing. */
  readonly link: string;
  readonly backup: {
    readonly savedAtMs?: number;
    /** When the owner last proved that the file, or the words, work. */
    readonly checkedAtMs: { readonly file?: number; readonly phrase?: number };
    /** A file was saved, or the words were proven. */
    readonly hasWayBack: boolean;
    /** There is none, and it is time to say so. */
    readonly shouldAsk: boolean;
    /** Half a year has passed since a way back was last saved or checked. */
    readonly shouldCheck: boolean;
    /** The account has a recovery phrase. */
    readonly hasWords: boolean;
    /** A passphrase was set: it opens the words. */
    readonly hasPassphrase: boolean;
  };
  /** Restored and not yet reconciled with what is published: reading only. */
  readonly readOnly: boolean;
  /** Its owner has ended it: nothing more can be said with it. */
  readonly hasEnded?: boolean;
  /** The browser cannot keep the key non-extractable. */
  readonly weakKeyStorage: boolean;
  /** The app lock is on. */
  readonly locks: boolean;
}

export type ComposeError =
  | { readonly type: 'empty' }
  /** The first `posted` posts of a thread are on their way; `rest` is stored as a draft. */
  | { readonly type: 'partly'; readonly posted: number; readonly of: number; readonly rest: DraftRecord }
  | { readonly type: 'too-long'; readonly limit: number }
  | { readonly type: 'read-only' }
  | { readonly type: 'storage-full' };

export type FollowError =
  /** The text is no address that this app understands. */
  | { readonly type: 'not-an-address' }
  | { readonly type: 'yourself' }
  /** The server answered, and knows nobody of that name; or answered for somebody else. */
  | { readonly type: 'not-found'; readonly host: string }
  | { readonly type: 'gone'; readonly host: string }
  /** Shows nothing to whoever is not signed in. */
  | { readonly type: 'forbidden'; readonly host: string }
  | { readonly type: 'unreachable'; readonly host: string; readonly reason: string };

export type BackupError =
  | { readonly type: 'weak-passphrase'; readonly minimum: number }
  | { readonly type: 'wrong-passphrase' }
  /** After wrong passphrases; nothing was tried. */
  | { readonly type: 'too-soon'; readonly untilMs: number }
  | { readonly type: 'not-a-backup'; readonly reason: string }
  | { readonly type: 'already-here' }
  /** Opens, but is the backup of somebody else. */
  | { readonly type: 'another-account' }
  | { readonly type: 'no-seed' }
  /** Written by a later version of the app. */
  | { readonly type: 'newer-version' }
  | { readonly type: 'storage-full' }
  /** The account goes on under the key of a successor, which the same file brings back; nothing was changed. */
  | { readonly type: 'has-successor'; readonly generation: number };

export interface Settings {
  readonly gateways: readonly string[];
  /** undefined = the gateways' own STUN. */
  readonly iceServers?: readonly string[];
  readonly httpOnly: boolean;
  /** People on servers are read; their servers see this device's address, `httpOnly` or not. */
  readonly remoteReading: boolean;
  readonly theme: 'system' | 'light' | 'dark';
  readonly locale: 'system' | string;
  readonly undoSeconds: number;
  readonly postLanguage: string;
}

/** One place where the own account was looked for, and how it is there. */
export interface CheckedPlace {
  readonly kind: 'device' | 'gateway' | 'website';
  /** Of gateways and websites. */
  readonly origin?: string;
  /**
   * `behind`: in order, but older than what this device has published. `limited`: readers that check proofs take it, servers that
   * trust hosts do not. `broken`: readers refuse a part of it, or rules are broken. `unread`: nothing of it can be had there.
   */
  readonly state: 'looking' | 'good' | 'behind' | 'limited' | 'broken' | 'unread' | 'nothing-published';
  readonly report?: AccountReport;
}

export interface CheckOptions {
  readonly signal: AbortSignal;
  /** Called for every place, first as `looking`, and again when it was checked. */
  onPlace(place: CheckedPlace): void;
}

export interface PollenApp {
  readonly session: Live<Session>;
  readonly connection: Live<ConnectionStatus>;
  readonly settings: Live<Settings>;
  readonly unread: Live<number>;
  /** Bumped when something of this topic changed on this device, in whichever tab. */
  changes(listener: (topics: ReadonlySet<string>) => void): () => void;

  createAccount(input: {
    readonly name: string;
    readonly username: string;
  }): Promise<Result<Me, { readonly type: 'bad-username' | 'storage-full' | 'shared-origin' }>>;
  updateProfile(input: {
    readonly name: string;
    readonly username: string;
    readonly bio: string;
    readonly picture?: Blob | 'keep' | 'none';
  }): Promise<Result<void, ComposeError | { readonly type: 'bad-username' | 'bad-picture' }>>;

  home(page: { readonly before?: Cursor; readonly limit: number }): Promise<Listing<PostView>>;
  profileTimeline(id: Did | ObjectId, page: { readonly before?: Cursor; readonly limit: number }): Promise<Listing<PostView>>;
  thread(id: ObjectId): Promise<ThreadView | undefined>;
  person(id: Did | ObjectId): Promise<PersonView>;
  following(): Promise<PersonView[]>;
  /** The first `most` of them, without how far reading them is, and how many there are. */
  someFollowed(most: number): Promise<{ readonly people: readonly PersonView[]; readonly total: number }>;
  /** Whether the server at this host is known to read this account: then its people can see answers to them. */
  isReadBy(host: string): Promise<boolean>;
  notifications(page: { readonly before?: Cursor; readonly limit: number }): Promise<Listing<NotificationView>>;
  markNotificationsRead(): Promise<void>;
  /** Object URL of a file by digest, from this device or from whoever has it; undefined when nobody does now. To be revoked. */
  mediaUrl(digest: string, author: Did | ObjectId, options?: { readonly signal?: AbortSignal }): Promise<string | undefined>;

  /** Picture, film or sound: strips metadata, makes pictures smaller, stores. Rejected: what the browser cannot show, too large. */
  attach(file: Blob): Promise<Result<DraftAttachment, AttachError>>;
  drafts(): Promise<DraftRecord[]>;
  saveDraft(draft: DraftRecord): Promise<void>;
  discardDraft(id: string): Promise<void>;
  /** Signs and stores; leaves the device after the undo window. Answers an existing post when `inReplyTo`, edits when `edits`. */
  post(draft: DraftRecord): Promise<Result<{ readonly id: CanonicalId; readonly undoUntilMs: number }, ComposeError>>;
  /** Takes a post back inside its undo window and returns its draft; false when it has left. */
  undoPost(id: CanonicalId): Promise<DraftRecord | false>;
  deletePost(id: CanonicalId): Promise<Result<void, ComposeError>>;
  setLike(id: ObjectId, liked: boolean): Promise<Result<void, ComposeError>>;
  setBoost(id: ObjectId, boosted: boolean): Promise<Result<void, ComposeError>>;

  /**
   * Understands `did:key:…`, `k51…`, `ipns://…`, app links, any URL that holds one of them; `@user@host` and addresses of profiles on
   * servers of the fediverse. Returns the account without following; of the address of a post its author, with the post (fetched where
   * that is possible).
   */
  lookup(text: string): Promise<Result<PersonView & { readonly post?: ObjectId }, FollowError>>;
  follow(text: string): Promise<Result<PersonView, FollowError>>;
  unfollow(id: Did | ObjectId): Promise<void>;
  setFollowOptions(id: Did | ObjectId, options: FollowOptions): Promise<void>;
  setMute(id: Did | ObjectId, muted: boolean, options?: MuteOptions): Promise<void>;
  setBlock(id: Did | ObjectId, blocked: boolean): Promise<void>;
  /** Reads older pages of an account from whoever has them. */
  loadOlder(
    id: Did | ObjectId,
  ): Promise<
    Result<{ readonly added: number; readonly more: boolean }, { readonly type: 'unreachable'; readonly reason: string }>
  >;
  /** Reads one account's newest posts without following it. */
  refresh(id: Did | ObjectId): Promise<Result<void, { readonly type: 'unreachable'; readonly reason: string }>>;

  saveBackup(passphrase: string): Promise<Result<{ readonly file: Blob; readonly fileName: string }, BackupError>>;
  /** Opens a backup file and compares it with this account; changes nothing. */
  checkBackup(file: Blob, passphrase: string): Promise<Result<void, BackupError>>;
  /** `generation`: the successor that `has-successor` told of, or 0 for the account of the file all the same. */
  restoreBackup(file: Blob, passphrase: string, options?: { readonly generation?: number }): Promise<Result<Me, BackupError>>;
  /** Restores by a recovery phrase, on a device without an account. The words never leave it. */
  restoreWords(words: string, choice: RestoreChoice): Promise<Result<Me, RestoreWordsError>>;
  /** What a restore by words needs to know before; loaded at the first call, without an account. */
  restoring(): Promise<RestoringDesk>;
  /** Recovery phrase, sheet and drill of the open account; loaded at the first call. */
  recovery(): Promise<RecoveryDesk>;
  /** What to do when the key was stolen or lost. */
  succession(): Promise<SuccessionDesk>;
  /** After a restore: how far reading the own published account is. */
  restoreProgress(): Promise<RestoreProgress>;
  /** After a restore: looks for the own published account now. */
  lookForOutbox(): Promise<void>;
  /** After a restore: publishing may start although the published account could not be found. */
  declareOutboxGone(): Promise<void>;
  remindBackupLater(): Promise<void>;

  putSettings(settings: Partial<Settings>): Promise<void>;
  hosting(): Promise<readonly { readonly origin: string; readonly state?: HostingState; readonly reason?: string }[]>;
  storage(): Promise<{ readonly usedBytes: number; readonly quotaBytes: number; readonly persisted: boolean }>;
  /** The accounts of this device: which is open, opening another, taking one off; loaded at the first call. */
  accounts(): Promise<AccountsDesk>;
  /** What takes room on this device, and how to have more; loaded at the first call. */
  room(): Promise<RoomDesk>;
  /** Searching what is on this device; loaded at the first call. */
  search(): Promise<SearchDesk>;
  /** Lists, bookmarks, whom one blocks and mutes; loaded at the first call. */
  collections(): Promise<CollectionsDesk>;
  /** Catching up, versions of posts, what is missing in conversations; loaded at the first call. */
  reading(): Promise<ReadingDesk>;
  /** Import from other networks' exports, and export in their forms; loaded at the first call. */
  files(): Promise<FilesDesk>;
  /** Accounts elsewhere that are one's own, too; loaded at the first call. */
  linked(): Promise<LinkedDesk>;
  /** Readable addresses, one's own and others'; loaded at the first call. */
  addresses(): Promise<AddressDesk>;
  /** The devices of the account, and adding one; loaded at the first call. */
  devices(): Promise<DevicesDesk>;
  /** Getting the account of another device, on one without an account. */
  joining(): Promise<JoinDesk>;
  /** Voting; loaded at the first call. */
  polls(): Promise<PollsDesk>;
  /** What the composer offers to complete; loaded at the first call. */
  writing(): Promise<WritingDesk>;
  /** The account as a website of one's own; loaded at the first call. */
  website(): Promise<WebsiteDesk>;
  /** Checks the own account against the rules of the format: here, at each gateway, on the own website. Changes nothing. */
  checkAccount(options: CheckOptions): Promise<void>;
  /** The app lock, whether it is on or not; loaded at the first call. Works while the account is locked. */
  lock(): Promise<LockDesk>;
  /** Stores what is being written before the account is locked; waited for, but not for long. Returns a function that ends it. */
  beforeLock(save: () => Promise<void>): () => void;
  /** Starts the p2p part; called after first paint. */
  connect(): Promise<void>;
}
