import { expect } from 'vitest';
import type { Did } from '../../../src/protocol/brand.ts';
import type { SyncRecord } from '../../../src/protocol/ports/records.ts';
import { createVerifier } from '../../../src/protocol/proof/verifier.ts';
import { pollAccount, readOlder } from '../../../src/protocol/reader/consumer.ts';
import { runReader } from '../../../src/protocol/reader/read-outcome.ts';
import type { ReadOutcome } from '../../../src/protocol/reader/read-outcome.ts';
import { createKnowledge } from './knowledge.ts';
import type { VectorCase } from './vector-file.ts';

export interface WalkStep {
  readonly call: 'poll' | 'older';
  /** Most pages of this run; absent: what the specification says. */
  readonly budget?: number;
  /** Over the files of the step before; null: no longer there. */
  readonly changes: Readonly<Record<string, string | null>>;
  readonly expect: {
    readonly outcome: ReadOutcome['type'];
    /** Ids of activities that no step before has delivered, in the order of delivery. */
    readonly news: readonly string[];
    readonly gaps: readonly number[];
    readonly holes: readonly number[];
    /** Content of each object known so far; null: deleted. */
    readonly objects: Readonly<Record<string, string | null>>;
    /** Ids of likes and boosts in force, ascending. */
    readonly reactions: readonly string[];
  };
}

export interface WalkCase extends VectorCase {
  readonly account: Did;
  readonly steps: readonly WalkStep[];
}

/** Later than anything in the vectors. */
export const readingMs = Date.UTC(2027, 0, 1);
const verifier = createVerifier();
const encoder = new TextEncoder();

export async function checkWalk({ account, steps }: WalkCase): Promise<void> {
  const files = new Map<string, string>();
  const knowledge = createKnowledge(account);
  let state: SyncRecord | undefined;
  for (const [index, step] of steps.entries()) {
    for (const [path, text] of Object.entries(step.changes)) {
      if (text === null) files.delete(path);
      else files.set(path, text);
    }
    const outcome = await readOnce(account, files, state, step);
    const news = knowledge.take(outcome.activities);
    ({ state } = outcome);
    const seen: WalkStep['expect'] = {
      outcome: outcome.type,
      news,
      gaps: state.gaps,
      holes: state.holes ?? [],
      objects: knowledge.objects(),
      reactions: knowledge.reactions(),
    };
    expect({ step: index, ...seen }).toEqual({ step: index, ...step.expect });
  }
}

export function readOnce(
  did: Did,
  files: ReadonlyMap<string, string>,
  state: SyncRecord | undefined,
  { call, budget }: { readonly call: 'poll' | 'older'; readonly budget?: number },
): Promise<ReadOutcome> {
  const reader = call === 'poll' ? pollAccount : readOlder;
  const options = { did, state, verifier, nowMs: readingMs, ...(budget !== undefined && { budgetPages: budget }) };
  return runReader(reader(options), async (paths) =>
    paths.map((path) => {
      const text = files.get(path);
      return text === undefined ? undefined : encoder.encode(text);
    }),
  );
}
