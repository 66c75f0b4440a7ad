import type { CID } from 'multiformats/cid';
import type { AcctUri, CanonicalId, Did, IpnsName, ObjectId, Rkey, Timestamp } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import type { RichText } from '../rich-text.ts';
import type { FollowOptions } from './fediverse.ts';

/** The account itself, as the device database keeps it. */
export type * from './account-records.ts';

/** One of the account's own activities: the source of truth from which the tree is built. */
export interface OutboxRecord {
  /** Publication order; unique and ascending, the key of the store. */
  readonly rkey: Rkey;
  /** Canonical id of the activity: `<outbox id>#<rkey>`. */
  readonly id: CanonicalId;
  readonly type:
    | 'Create'
    | 'Update'
    | 'Delete'
    | 'Announce'
    | 'Like'
    | 'EmojiReact'
    | 'Follow'
    | 'Undo'
    | 'Move'
    | 'Add'
    | 'Remove';
  /** What it is about: id of the Note created, updated, deleted, boosted, liked. */
  readonly objectId: ObjectId;
  /** The signed activity. */
  readonly activity: JsonObject;
  readonly createdAtMs: number;
  /** Not before this moment into the tree (undo window); equals createdAtMs when there is none. */
  readonly notBeforeMs: number;
  /**
   * `waiting`: only on this device. `published`: in a published root (with `sequence`). An activity that was taken back inside
   * the undo window is removed, it never existed for others.
   */
  readonly state: 'waiting' | 'published';
  readonly sequence?: bigint;
  /** Digests of media the activity needs in the tree; their bytes are in the media store. */
  readonly media: readonly string[];
}

/** A picture or other file, by digest. Own media are never evicted. */
export interface MediaRecord {
  /** `zQm…`: digestMultibase, sha2-256, base58btc. */
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly own: boolean;
}

/** Who vouches for what is shown. */
export type Provenance = { readonly type: 'signed' } | { readonly type: 'host'; readonly host: string };

/** A post that this device knows: one's own, a followed person's, or part of a thread. */
export interface PostRecord {
  readonly id: ObjectId;
  /** Actor: the Did for Pollen people, an https id for others. */
  readonly author: Did | ObjectId;
  /** Date of the post, clamped to the moment of arrival, ms. */
  readonly atMs: number;
  /** `updated` of the object, ms; higher wins. */
  readonly updatedMs: number;
  /** 1 = belongs in the home timeline (author was followed or is me when it came), 0 = known for threads only. */
  readonly home: 0 | 1;
  readonly inReplyTo?: ObjectId;
  /** The post that it quotes. */
  readonly quotes?: ObjectId;
  /** The object as it was signed (Note, Article, …, or Tombstone). */
  readonly object: JsonObject;
  readonly content: RichText;
  readonly provenance: Provenance;
  /** A boost: then `id` is the Announce's id, `author` who boosted, and this is the boosted object. */
  readonly boostOf?: ObjectId;
  /** Kept as memory, so that a stale copy cannot bring the post back. */
  readonly deleted?: true;
  /** Versions that came before this one, oldest first, as far as they were seen here; at most `mostEarlier`. */
  readonly earlier?: readonly PostVersion[];
}

/** What a post said before it was edited. */
export interface PostVersion {
  /** Its `updated` or `published`, ms. */
  readonly updatedMs: number;
  readonly content: RichText;
  /** Content warning. */
  readonly warning?: string;
  /** Descriptions of what was attached. */
  readonly attached?: readonly string[];
}

export interface ReactionRecord {
  /** Id of the Like/EmojiReact/Announce activity. */
  readonly id: ObjectId;
  /** `vote …`: the option of a poll that was chosen (protocol/activity-streams/count-votes.ts). */
  readonly type: 'like' | 'boost' | `vote ${string}`;
  readonly objectId: ObjectId;
  readonly actor: Did | ObjectId;
  readonly atMs: number;
}

/** Somebody known: actor document, or what a fediverse server said. */
export interface PersonRecord {
  readonly id: Did | ObjectId;
  readonly actor: JsonObject;
  readonly name: string;
  /** Without `@`; preferredUsername. */
  readonly username: string;
  readonly summary: RichText;
  /** Digest or https URL. */
  readonly icon?: string;
  readonly updatedMs: number;
  readonly provenance: Provenance;
  /** When the account ended for good, by its own word (bridge-spec section 6.5); only a successor changes that. */
  readonly endedAtMs?: number;
  /** The account that goes on since this one's key was lost or stolen: it lends name and picture. */
  readonly succeededBy?: Did;
}

/** Private, mergeable: the higher stamp wins, `removed` is remembered. */
export interface FollowRecord {
  readonly did: Did;
  readonly name: IpnsName;
  readonly stampMs: number;
  readonly removed: boolean;
  /** Gateway hints (`?via=`). */
  readonly via: readonly string[];
  /** Agreed to help others find copies of this account here. */
  readonly coHost: boolean;
  /** Absent: boosts and every language are shown, nothing is notified. */
  readonly options?: FollowOptions;
}

/** Private, mergeable. `block` hides and is never notified; `mute` hides. */
export interface ModerationRecord {
  /** A person, a whole host (`https://host`), or somebody whose id is not known yet. */
  readonly target: Did | ObjectId | AcctUri;
  readonly kind: 'block' | 'mute';
  readonly stampMs: number;
  readonly removed: boolean;
  /** Of a mute: notifications are hidden, too. Absent: they are. */
  readonly hidesNotifications?: boolean;
  /** Of a mute: when it ends by itself, ms. Absent: never. */
  readonly untilMs?: number;
}

/** Where a page's activities stand among all that were ever published, counted from the oldest. */
export interface PageCounts {
  readonly below: number;
  readonly upTo: number;
}

/** What a reader remembers of an account: the state of the consumer algorithm (bridge-spec section 8). */
export interface SyncRecord {
  readonly did: Did;
  readonly name: IpnsName;
  readonly root?: CID;
  /** `updated` of the newest outbox accepted, ms; older ones are stale. */
  readonly outboxUpdatedMs: number;
  readonly totalItems: number;
  /** proofValue of each page as it was last processed, by page number. */
  readonly pages: Readonly<Record<number, string>>;
  /** Page numbers not read yet, each the first (newest) page of a gap; newest first. */
  readonly gaps: readonly number[];
  /** How many activities lie below each of those pages, and how many up to its newest. */
  readonly counts?: Readonly<Record<number, PageCounts>>;
  /** Pages that could not be had or were invalid at the last try; asked for again at the next one. Absent = none. */
  readonly holes?: readonly number[];
  readonly lastTriedMs: number;
  readonly lastReadMs: number;
  readonly state: 'new' | 'reading' | 'current' | 'unreachable' | 'invalid';
  readonly reason?: string;
  /** Documents refused, counted, for Details. */
  readonly refused: number;
}

export interface NotificationRecord {
  readonly id: string;
  /** `conversation`: an answer to somebody else that names me, too. `successor`: `actor` goes on for the account whose actor `objectId` is. `ended`: somebody who is followed has ended the account. */
  readonly type: 'reply' | 'mention' | 'conversation' | 'like' | 'boost' | 'follow' | 'post' | 'successor' | 'ended';
  readonly actor: Did | ObjectId;
  /** The post it is about, or the reply itself. */
  readonly objectId?: ObjectId;
  readonly atMs: number;
  readonly read: boolean;
}

export interface DraftRecord {
  readonly id: string;
  readonly text: string;
  readonly warning: string;
  readonly language: string;
  readonly audience: 'public' | 'unlisted';
  readonly inReplyTo?: ObjectId;
  /** Editing this post of one's own. */
  readonly edits?: CanonicalId;
  /** A post that it quotes. */
  readonly quotes?: ObjectId;
  /** Whom names mean that were completed while writing. */
  readonly mentions?: readonly DraftMention[];
  readonly attachments: readonly DraftAttachment[];
  readonly poll?: DraftPoll;
  /** Further posts of a thread, each an answer to the one before. */
  readonly more?: readonly DraftPart[];
  /** Goes out by itself then, when the app is open. */
  readonly schedule?: DraftSchedule;
  readonly savedAtMs: number;
}

/** One more post of a thread; warning, language and audience are those of the draft. */
export interface DraftPart {
  /** Tells parts of one draft apart. */
  readonly key: string;
  readonly text: string;
  readonly attachments: readonly DraftAttachment[];
  readonly poll?: DraftPoll;
}

export interface DraftMention {
  /** As it stands in the text, with `@`. */
  readonly text: string;
  readonly id: Did | ObjectId;
}

export interface DraftPoll {
  /** As typed; empty ones are left out when it is published. */
  readonly options: readonly string[];
  readonly isMultiple: boolean;
  /** How long it is open after it was posted. */
  readonly minutes: number;
}

export interface DraftSchedule {
  readonly atMs: number;
  /** What happens when the app was closed at that time. */
  readonly ifMissed: 'ask' | 'send';
}

export interface DraftAttachment {
  readonly digest: string;
  readonly mediaType: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  /** A few dozen characters that draw the picture's colours before it comes. */
  readonly blurhash?: string;
}

export type SettingKey =
  | 'gateways'
  | 'iceServers'
  | 'httpOnly'
  | 'remoteReading'
  | 'theme'
  | 'locale'
  | 'undoSeconds'
  | 'postLanguage'
  | 'lastSeenHomeMs'
  /** Filters that are in use, from the private entries; the type is FilterRecord[]. */
  | 'filters'
  /** Hashtags kept at hand, with blanks between them. */
  | 'pinnedTags'
  | 'backupAskedMs'
  /** What is remembered of servers whose people answer; the type is in services/hosts. */
  | 'responseHosts'
  /** What domains said about people's readable addresses; the type is in services/views. */
  | 'addressChecks'
  /** The publisher's own memory; the types are in services/publish. */
  | 'letters'
  | 'foreignHead'
  /** Profiles of this account that others replaced; the type is in services/publish. */
  | 'profilesBefore';

export interface Profile {
  readonly preferredUsername: string;
  readonly name: string;
  /** Plain text; becomes HTML when published. */
  readonly bio: string;
  readonly iconDigest?: string;
  readonly publishedAt: Timestamp;
  /** The account's own web origin, under which it writes its ids; absent: none (bridge-spec section 2). */
  readonly website?: string;
  /** A JRD of the account is served at its website. */
  readonly hasWebfinger?: boolean;
  /** `user@host`: a readable address on a domain that answers for it, without being the account's website. */
  readonly address?: string;
  /** Former forms of the actor's id, oldest first. */
  readonly formerIds?: readonly string[];
  /** Ids and pages of the same person's accounts elsewhere, in the order in which they were added. */
  readonly linked?: readonly string[];
  /** Id of the account that goes on, by the owner's own word (bridge-spec section 6.5). */
  readonly movedTo?: string;
  /** Of the actor (bridge-spec section 4); never changes once it is there. */
  readonly nextKeyDigest?: string;
}
