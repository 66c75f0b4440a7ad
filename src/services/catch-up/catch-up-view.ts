import type { PersonView, PostView } from '../views/view-types.ts';

/** What happened since a moment, at a glance. */
export interface CatchUpView {
  readonly sinceMs: number;
  /** When it was gathered: what comes later is not in it. */
  readonly untilMs: number;
  /** Each post once, the newest first. */
  readonly posts: readonly CaughtPost[];
  /** Who wrote or shared, who did most first. */
  readonly people: readonly CaughtPerson[];
  /** What several people linked to, or many shared; the most first. */
  readonly links: readonly CaughtLink[];
  /** More happened than is gathered: `sinceMs` is then the moment down to which it is complete. */
  readonly isCut: boolean;
}

export interface CaughtPost {
  readonly post: PostView;
  /** Followed people who shared it since then. */
  readonly boosters: readonly PersonView[];
  readonly kind: CaughtKind;
}

/** `answer`: to somebody else; a thread with oneself counts as `post`. */
export type CaughtKind = 'post' | 'answer' | 'boost';

export interface CaughtPerson {
  readonly person: PersonView;
  readonly posts: number;
  readonly boosts: number;
}

export interface CaughtLink {
  /** https. */
  readonly href: string;
  readonly host: string;
  /** Words of the link, or its address without what browsers hide. */
  readonly label: string;
  readonly people: readonly PersonView[];
  /** Keys of `posts`. */
  readonly posts: readonly string[];
}
