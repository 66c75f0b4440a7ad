import type { Cursor } from '../../protocol/ports/store.ts';
import type { Listing, PersonView, PostView } from '../views/view-types.ts';

export interface SearchAnswer {
  readonly posts: Listing<PostView>;
  /** Posts that fit, as the index has them. Fewer may be shown: of phrases only the words are counted, blocked people's posts too. */
  readonly total: number;
  readonly isAbout: boolean;
  /** Only with the first page. */
  readonly people: readonly PersonView[];
  readonly tags: readonly { readonly name: string; readonly posts: number }[];
  readonly problems: readonly { readonly type: 'date' | 'value' | 'person'; readonly text: string }[];
  /** Posts that were looked through. */
  readonly searched: number;
  /** The index is not complete yet: more will be found later. */
  readonly isBuilding: boolean;
  /** Terms as they are found in texts; those that are not `whole` at the beginning of words. */
  readonly marks: readonly { readonly term: string; readonly whole: boolean }[];
}

/** Searches what is stored on this device. Nobody is asked. */
export interface SearchDesk {
  search(text: string, page: { readonly before?: Cursor; readonly limit: number }): Promise<SearchAnswer>;
  /** Posts with a hashtag (without `#`), newest first. */
  tagged(
    tag: string,
    page: { readonly before?: Cursor; readonly limit: number },
  ): Promise<Listing<PostView> & { readonly total: number }>;
  /** Hashtags that begin like this, those of most posts first. */
  tags(start: string, limit: number): Promise<SearchAnswer['tags']>;
  /** Hashtags that are kept at hand, in the order in which they were chosen. */
  pinned(): Promise<readonly string[]>;
  pin(tag: string, isPinned: boolean): Promise<void>;
  /** How much can be found: posts in the index, and whether there are more to come. */
  state(): Promise<Pick<SearchAnswer, 'searched' | 'isBuilding'>>;
}
