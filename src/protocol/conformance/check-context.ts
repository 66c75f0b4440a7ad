import type { CanonicalId, Did } from '../brand.ts';
import type { Verifier } from '../ports/crypto.ts';
import type { Findings } from './findings.ts';
import type { TreeSource } from './tree-source.ts';

/** How much one check may read. */
export interface CheckBudget {
  /** Pages of the outbox, newest first. */
  readonly pages: number;
  /** Files of objects; beyond that only the newest are looked at. */
  readonly objects: number;
  /** Media files that are hashed. */
  readonly media: number;
  /** Bytes of everything together. */
  readonly bytes: number;
}

export const defaultBudget: CheckBudget = { pages: 200, objects: 1000, media: 50, bytes: 256 * 2 ** 20 };

/** What every part of a check needs. */
export interface CheckContext {
  readonly did: Did;
  readonly source: TreeSource;
  readonly verifier: Verifier;
  readonly findings: Findings;
  readonly nowMs: number;
  /** The origin on which this tree is the only account; ids may be written there (Mode C, bridge-spec section 2). */
  readonly ownOrigin: string | undefined;
  /** Written origins of ids met so far, each with the first file it was seen in. */
  readonly writtenOrigins: Map<string, string>;
  /** Files that the source does not have, and need not. */
  readonly elsewhere: Set<string>;
  /** No more may be begun: time or bytes are used up. */
  isOver(): boolean;
  /** Counts what was read. */
  took(bytes: number): void;
}

/** A version of an own object, as an activity carries it or as its file holds it. */
export interface ObjectVersion {
  readonly id: CanonicalId;
  /** Canonical bytes as text. */
  readonly text: string;
  readonly type: string;
  readonly published: string;
  /** `updated`, or else `published`. */
  readonly version: string;
}
