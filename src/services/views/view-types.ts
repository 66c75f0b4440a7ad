/** What screens show: people, posts, threads, notifications, as plain values read from the database of this device. */
import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { FollowOptions } from '../../protocol/ports/fediverse.ts';
import type { Provenance } from '../../protocol/ports/records.ts';
import type { Cursor } from '../../protocol/ports/store.ts';
import type { RichText } from '../../protocol/rich-text.ts';

export interface PersonView {
  readonly id: Did | ObjectId;
  readonly name: string;
  readonly username: string;
  /** `user@host`, when the signed actor and the domain both say so. */
  readonly handle?: string;
  /** Somebody who is followed (or oneself) and looks the same, but has another key. */
  readonly resembles?: { readonly id: Did | ObjectId; readonly name: string; readonly samePicture: boolean };
  readonly summary: RichText;
  /** Digest (load with `media`) or https URL (load after a tap). */
  readonly icon?: string;
  readonly me: boolean;
  readonly followed: boolean;
  readonly blocked: boolean;
  readonly muted: boolean;
  readonly address: string;
  readonly link: string;
  /** Pictures of `:shortcode:` in name and text, by shortcode; https. */
  readonly emoji?: Readonly<Record<string, string>>;
  /** Of people who are followed. */
  readonly options?: FollowOptions;
  /** Somebody on a server, who is read there and has signed nothing. */
  readonly remote?: RemotePerson;
  /**
   * The account that goes on: a `successor` that was believed; `moved`: both sides say so; `says-moved`: only this one does, or the
   * other is not known here.
   */
  readonly goesOnAs?: { readonly id: Did | ObjectId; readonly type: 'successor' | 'moved' | 'says-moved' };
  /** The account was ended by its owner: nothing of it is shown or read any more. */
  readonly hasEnded?: boolean;
  /** Where reading this account stands; absent for me. */
  readonly sync?: {
    readonly state: 'new' | 'reading' | 'current' | 'unreachable' | 'invalid';
    readonly reason?: string;
    readonly lastReadMs: number;
    readonly refused: number;
    readonly totalItems: number;
    readonly hasOlder: boolean;
  };
}

export interface RemotePerson {
  /** `user@host`, as people write it, without the first `@`. */
  readonly acct: string;
  readonly host: string;
  /** Page of the person on that server. */
  readonly url: string;
  readonly state: 'new' | 'current' | 'unreachable' | 'forbidden' | 'gone';
  readonly reason?: string;
  readonly lastReadMs: number;
  /** Asks before somebody may follow; reading what is public needs no leave. */
  readonly approves: boolean;
  /** The same person's Pollen account: both name each other. */
  readonly pollen?: Did;
  /** Name and value of the profile's own rows. */
  readonly fields: readonly { readonly name: string; readonly value: RichText }[];
}

export interface PollView {
  readonly options: readonly { readonly title: string; readonly votes?: number }[];
  readonly isMultiple: boolean;
  readonly endsMs?: number;
  readonly voters?: number;
  /** What the owner of this device chose. */
  readonly mine?: readonly string[];
  /** Asked by somebody on Pollen: votes are signed, everybody can see them, and who asks counts them. */
  readonly isPollen?: boolean;
  readonly canVote?: boolean;
}

export interface AttachmentView {
  readonly digest?: string;
  readonly url?: string;
  readonly mediaType: string;
  readonly alt: string;
  readonly width?: number;
  readonly height?: number;
  /** Draws its colours before it comes. */
  readonly blurhash?: string;
  /** The point that must be seen when only a part is shown: from the middle to the right and up, thousandths of half the side. */
  readonly focus?: readonly [number, number];
  /** A still picture of a film, https. */
  readonly preview?: string;
  /** A film without sound that goes round. */
  readonly loops?: true;
}

/** What a post quotes. */
export interface QuoteView {
  readonly id: ObjectId;
  /** When it is on this device and may be shown; what it quotes itself is only named. */
  readonly post?: PostView;
  /** `hidden`: of somebody who is blocked or muted here. `deleted`: it was here, and its author took it back. */
  readonly lacks?: 'unknown' | 'hidden' | 'deleted';
}

/** One version of a post, the newest first in a history. */
export interface VersionView {
  readonly atMs: number;
  readonly content: RichText;
  readonly warning?: string;
  /** Descriptions of what was attached; empty ones of what had none. */
  readonly attached: readonly string[];
}

/** Where one's own post has got to. Counts grow; the highest reached is the line under the post. */
export interface DeliveryView {
  /** `undo`: can still be taken back until `untilMs`. */
  readonly stage: 'undo' | 'this-device' | 'published';
  readonly untilMs?: number;
  /** Other devices seen with this account's newest posts. */
  readonly people: number;
  readonly gateways: readonly string[];
}

export interface PostView {
  /** Key in lists: id of the post, or of the boost. */
  readonly key: string;
  readonly cursor: Cursor;
  readonly id: ObjectId;
  readonly author: PersonView;
  /** Set when it is in the timeline because somebody boosted it. */
  readonly boostedBy?: PersonView;
  readonly atMs: number;
  readonly editedMs?: number;
  readonly content: RichText;
  /** Plain text of the content, for editing and labels. */
  readonly text: string;
  readonly warning?: string;
  readonly language?: string;
  readonly attachments: readonly AttachmentView[];
  readonly tags: readonly string[];
  readonly audience: 'public' | 'unlisted';
  readonly inReplyTo?: { readonly id: ObjectId; readonly author?: PersonView };
  readonly provenance: Provenance;
  readonly poll?: PollView;
  readonly quote?: QuoteView;
  /** Its author asks that its media be shown only after a tap. */
  readonly sensitive?: true;
  readonly emoji?: Readonly<Record<string, string>>;
  /** Its page on the server that it came from, or where an imported post was first. */
  readonly originalUrl?: string;
  /** The reader's filter because of which it is shown closed. */
  readonly filtered?: string;
  readonly bookmarked: boolean;
  /** As far as is known: what is on this device, or what the post's server says when that is more. */
  readonly counts: { readonly replies: number; readonly likes: number; readonly boosts: number };
  readonly mine: { readonly liked: boolean; readonly boosted: boolean };
  /** Only own posts. */
  readonly delivery?: DeliveryView;
  /** The boosted or quoted post is not on this device. */
  readonly missing?: boolean;
}

export interface ThreadView {
  /** Root first; `gap` where a parent is not on this device. */
  readonly ancestors: readonly (PostView | { readonly gap: ObjectId })[];
  readonly post: PostView;
  /** Answers to the post that its server counts, and that are not on this device. */
  readonly missing: number;
  /** Depth-first, with depth from 1; each with how many answers to it are not on this device. */
  readonly replies: readonly { readonly depth: number; readonly post: PostView; readonly missing: number }[];
  /** There are more here than are shown. */
  readonly isCut: boolean;
}

export interface NotificationView {
  readonly id: string;
  readonly type: 'reply' | 'mention' | 'conversation' | 'like' | 'boost' | 'follow' | 'post' | 'successor' | 'ended';
  readonly actor: PersonView;
  readonly post?: PostView;
  readonly atMs: number;
  readonly read: boolean;
}

export interface Listing<T> {
  readonly items: readonly T[];
  /** Pass to the next call; absent at the end. */
  readonly next?: Cursor;
}
