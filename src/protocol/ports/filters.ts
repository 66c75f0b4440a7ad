/** Where a filter applies: home and lists, notifications, conversations, and everything else (profiles, search, hashtags, bookmarks). */
export type FilterPlace = 'home' | 'notifications' | 'threads' | 'elsewhere';

export const filterPlaces: readonly FilterPlace[] = ['home', 'notifications', 'threads', 'elsewhere'];

/** Words that somebody does not want to read. Private: only the owner's devices know. */
export interface FilterRecord {
  readonly id: string;
  /** A word, several, or a `#hashtag`. */
  readonly text: string;
  readonly wholeWords: boolean;
  readonly places: readonly FilterPlace[];
  /** `fold`: the post is shown closed, with the reason. `hide`: not at all. */
  readonly action: 'fold' | 'hide';
  /** When it ends by itself, ms; absent: never. */
  readonly untilMs?: number;
}
