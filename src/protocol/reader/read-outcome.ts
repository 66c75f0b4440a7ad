import type { CID } from 'multiformats/cid';
import type { Did, IpnsName } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import type { Verifier } from '../ports/crypto.ts';
import type { SyncRecord } from '../ports/records.ts';
import type { VerifiedActivity } from './verified.ts';

/** Files that the reader wants next, as tree paths. */
export interface ReadRequest {
  readonly paths: readonly string[];
  /** What the next request will most likely be for: may be fetched at the same time. */
  readonly ahead?: readonly string[];
}

/** Their bytes in the order asked; undefined for what this source does not have. */
export type ReadAnswer = readonly (Uint8Array | undefined)[];

/** Why a file is not among what was read. `invalid` bytes may be this source's fault: another source can be tried. */
export interface ReadProblem {
  readonly path: string;
  readonly type: 'missing' | 'invalid';
  readonly reason: string;
}

export interface ReadOutcome {
  /**
   * `read`: all that was wanted. `partial`: some pages could not be had; they are remembered as holes and asked for next time.
   * `unchanged`: nothing new. `stale`: this source knows an older outbox than one seen before, try another. `missing`, `invalid`:
   * the outbox itself could not be had or did not check; try another source.
   */
  readonly type: 'read' | 'partial' | 'unchanged' | 'stale' | 'missing' | 'invalid';
  /** Oldest first. Activities of pages that changed come again; applying them again does no harm. */
  readonly activities: readonly VerifiedActivity[];
  /** The checked actor document, when it was asked for and had. */
  readonly actor?: JsonObject;
  /** What to remember. Store it in the same transaction as the activities. */
  readonly state: SyncRecord;
  readonly problems: readonly ReadProblem[];
  /** Documents refused in this run. */
  readonly refused: number;
}

export interface ReadOptions {
  readonly did: Did;
  /** What was remembered after the last run; absent on first sight. */
  readonly state: SyncRecord | undefined;
  /** Root that the bytes come from, to be remembered. */
  readonly root?: CID;
  readonly verifier: Verifier;
  readonly nowMs: number;
  /** Ask for the actor document too; it is asked for anyway on first sight and when an Update of it may have been skipped. */
  readonly wantsActor?: boolean;
  /** Most pages to process in this run. */
  readonly budgetPages?: number;
}

/** State of an account that was never read. */
export const newSyncState = (did: Did, name: IpnsName): SyncRecord => ({
  did,
  name,
  outboxUpdatedMs: 0,
  totalItems: 0,
  pages: {},
  gaps: [],
  lastTriedMs: 0,
  lastReadMs: 0,
  state: 'new',
  refused: 0,
});

/**
 * Runs a reader with something that can fetch: all the I/O there is. While it waits for one answer, the next is on its way, so that
 * neither the connection nor the verifier idles; but the first request goes alone, as it may have to find out who can be asked.
 */
export async function runReader(
  reader: AsyncGenerator<ReadRequest, ReadOutcome, ReadAnswer>,
  fetch: (paths: readonly string[]) => Promise<ReadAnswer>,
): Promise<ReadOutcome> {
  let step = await reader.next();
  let early: { readonly paths: readonly string[]; readonly answer: Promise<ReadAnswer> } | undefined;
  for (let isFirst = true; step.done !== true; isFirst = false) {
    const { paths, ahead } = step.value;
    const answer = early !== undefined && isSame(early.paths, paths) ? early.answer : fetch(paths);
    early = isFirst || ahead === undefined ? undefined : { paths: ahead, answer: fetch(ahead) };
    // Heard when it is waited for; it may also turn out not to be needed.
    early?.answer.catch(() => undefined);
    step = await reader.next(await answer);
  }
  return step.value;
}

const isSame = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((path, index) => path === right[index]);
