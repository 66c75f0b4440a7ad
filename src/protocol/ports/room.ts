/** What an account's database takes, by kind, bytes. Posts and rows are counted and weighed by a sample: about right. */
export interface RoomUse {
  readonly ownPosts: number;
  readonly ownMedia: number;
  readonly othersPosts: number;
  readonly othersMedia: number;
  /** Parts of published trees, one's own and others': they can be built or fetched again. */
  readonly blocks: number;
  readonly imports: number;
}

/** Knows what takes room, and makes some: what is one's own (posts, media, drafts, jobs, settings) is never touched. */
export interface RoomStore {
  measure(): Promise<RoomUse>;
  /**
   * Deletes media of others, the longest unused first, then blocks of others' trees, those of people who are not followed first, until
   * `bytes` are free; resolves to how many were. What was deleted is fetched again when it is looked at.
   */
  free(bytes: number): Promise<number>;
}
