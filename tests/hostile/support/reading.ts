import type { HonestAccount } from './honest-account.ts';
import type { Verifier } from '../../../src/protocol/ports/crypto.ts';
import type { SyncRecord } from '../../../src/protocol/ports/records.ts';
import { pollAccount, readOlder } from '../../../src/protocol/reader/consumer.ts';
import { runReader } from '../../../src/protocol/reader/read-outcome.ts';
import type { ReadOutcome } from '../../../src/protocol/reader/read-outcome.ts';
import { emptyShelf, ingest } from './shelf.ts';
import type { Shelf } from './shelf.ts';

/** A reader of one account: what it remembers and what it shows. */
export interface Reader {
  readonly state: SyncRecord | undefined;
  readonly shelf: Shelf;
}

export interface Reading extends Reader {
  readonly outcome: ReadOutcome;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  readonly requests: number;
}

export const newReader: Reader = { state: undefined, shelf: emptyShelf };

/** One poll, or one step of reading older pages, of an account from files. */
export async function readFrom(
  files: ReadonlyMap<string, Uint8Array>,
  account: HonestAccount,
  verifier: Verifier,
  reader: Reader,
  way: 'poll' | 'older' = 'poll',
  budgetPages?: number,
): Promise<Reading> {
  const { did, nowMs } = account;
  const asked: string[] = [];
  let requests = 0;
  const start = way === 'poll' ? pollAccount : readOlder;
  const outcome = await runReader(start({ did, state: reader.state, verifier, nowMs, budgetPages }), async (paths) => {
    requests++;
    asked.push(...paths);
    return paths.map((path) => files.get(path));
  });
  return { outcome, state: outcome.state, shelf: ingest(reader.shelf, did, outcome.activities, nowMs), asked, requests };
}

/** Polls, then reads older pages until nothing is left; gives up after 40 turns. */
export async function readAll(
  files: ReadonlyMap<string, Uint8Array>,
  account: HonestAccount,
  verifier: Verifier,
  reader: Reader,
): Promise<Reader> {
  let now: Reader = await readFrom(files, account, verifier, reader);
  for (let turn = 0; turn < 40 && (now.state?.gaps.length ?? 0) + (now.state?.holes?.length ?? 0) > 0; turn++)
    now = await readFrom(files, account, verifier, now, 'older');
  return now;
}

/** Where readers of an account may stand: never read, and, for each edition, read at first sight only, and read to the end. */
export async function startingPoints(
  account: HonestAccount,
  verifier: Verifier,
): Promise<readonly (Reader & { readonly edition: number })[]> {
  const points: (Reader & { readonly edition: number })[] = [{ ...newReader, edition: -1 }];
  for (const [edition, { files }] of account.editions.entries()) {
    const { state, shelf } = await readFrom(files, account, verifier, newReader);
    points.push({ state, shelf, edition }, { ...(await readAll(files, account, verifier, newReader)), edition });
  }
  return points;
}
