// The checker and the reader meet the same mistreated trees: what the reader does not take, the checker must have named.
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkAccount } from '../../src/protocol/conformance/check-account.ts';
import { defaultBudget } from '../../src/protocol/conformance/check-context.ts';
import { memorySource } from '../../src/protocol/conformance/testing/tree-files.ts';
import { createContexts, hostileCase } from './support/hostile-case.ts';
import type { HostileCase } from './support/hostile-case.ts';
import { createMemoVerifier } from './support/memo-verifier.ts';
import { mutate } from './support/mutate.ts';
import { newReader, readFrom } from './support/reading.ts';
import type { Reading } from './support/reading.ts';
import { runsOf } from './support/settings.ts';
import { shown } from './support/shelf.ts';

const verifier = createMemoVerifier();
/** Small editions: a checker looks at every file. */
const editions = 5;
let contexts: Awaited<ReturnType<typeof createContexts>>;

beforeAll(async () => {
  contexts = await createContexts();
}, 60_000);

const verdicts = { reached: 0, taken: 0, refused: 0 };

async function compare({ account: which, known, mutations }: HostileCase): Promise<void> {
  const context = contexts[which];
  const edition = context?.account.editions[known % editions];
  if (context === undefined || edition === undefined) throw new Error('no such case');
  const { account } = context;
  const view = new Map(edition.files);
  for (const mutation of mutations) await mutate(view, { ...context, edition }, mutation);

  const { report } = await checkAccount({
    target: 'memory',
    did: account.did,
    place: { type: 'files', source: memorySource(view) },
    verifier,
    nowMs: account.nowMs,
    budget: defaultBudget,
  });
  let reading: Reading = await readFrom(view, account, verifier, newReader);
  let refused = reading.outcome.refused + reading.outcome.problems.length;
  for (let turn = 0; turn < 20 && (reading.state?.gaps.length ?? 0) > 0; turn++) {
    reading = await readFrom(view, account, verifier, reading, 'older');
    refused += reading.outcome.refused + reading.outcome.problems.length;
  }
  const takesAll = refused === 0 && (reading.state?.holes?.length ?? 0) === 0;
  // The checker may be the stricter one: publishers must not do all that readers let pass.
  if (!takesAll)
    expect({ ...report.levels, findings: report.findings.map(({ rule, file }) => `${rule} ${file}`) }).toMatchObject({
      R1: 'broken',
      L0: 'broken',
    });
  if (report.levels.R1 === 'reached') verdicts.reached++;
  if (takesAll) verdicts.taken++;
  else verdicts.refused++;
  // An account that did nothing wrong and a tree in which nothing is wrong: then it is one that was published.
  const isOwn = mutations.some(({ signing }) => signing === 'owner' || signing === 'outside');
  if (report.levels.L0 === 'reached' && takesAll && !isOwn)
    expect(account.editions.map((one) => [...one.shown].toSorted())).toContainEqual([...shown(reading.shelf)].toSorted());
}

describe('the checker', () => {
  it('agrees with the reader about three hundred trees', async () => {
    await fc.assert(fc.asyncProperty(hostileCase, compare), runsOf(300));
    expect(verdicts.reached).toBeGreaterThan(0);
    expect(verdicts.taken).toBeGreaterThan(0);
    expect(verdicts.refused).toBeGreaterThan(0);
  }, 600_000);
});
