import type { Did, ObjectId } from '../../protocol/brand.ts';

/** Somebody whose name can be completed. */
export interface KnownName {
  readonly id: Did | ObjectId;
  readonly name: string;
  /** Without `@`: the user name of Pollen people, `user@host` of people on servers. */
  readonly handle: string;
  /** Digest or https URL. */
  readonly icon?: string;
  readonly isFollowed: boolean;
}

/** What the composer offers while one types, from what this device knows. Nothing is asked of the network. */
export interface WritingDesk {
  /** People whose name or handle has a word that begins with `typed`; those who are followed first. At most 8. */
  people(typed: string): Promise<readonly KnownName[]>;
  /** Hashtags, without `#`, that begin with `typed`, those that were seen most often first. At most 8. */
  tags(typed: string): Promise<readonly string[]>;
}
