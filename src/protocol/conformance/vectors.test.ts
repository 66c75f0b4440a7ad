import { describe, expect, it } from 'vitest';
import changes from '../../../bridge-spec/vectors/edits-and-deletes.json' with { type: 'json' };
import example from '../../../bridge-spec/vectors/example.json' with { type: 'json' };
import merges from '../../../bridge-spec/vectors/merge.json' with { type: 'json' };
import { parseDid } from '../identity/ids.ts';
import { createVerifier } from '../proof/verifier.ts';
import { checkAccount } from './check-account.ts';
import type { CheckedAccount } from './check-account.ts';
import { defaultBudget } from './check-context.ts';
import { brokenRules, memorySource } from './testing/tree-files.ts';
import type { WalkMemory } from './walk-memory.ts';

type Files = Readonly<Record<string, string | null | undefined>>;

/** Files of a vector; those that are null are not there. */
function check(account: string, nowMs: number, files: Files, before?: WalkMemory): Promise<CheckedAccount> {
  const did = parseDid(account);
  if (did === undefined) throw new Error(`no account: ${account}`);
  const bytes = new Map(
    Object.entries(files).flatMap(([path, text]) =>
      typeof text === 'string' ? [[path, new TextEncoder().encode(text)] as const] : [],
    ),
  );
  return checkAccount({
    target: 'vector',
    did,
    place: { type: 'files', source: memorySource(bytes) },
    verifier: createVerifier(),
    nowMs,
    budget: defaultBudget,
    before,
  });
}

/** What an account in order may be told all the same. */
const harmless = new Set(['activity-order', 'actor-ended']);
const broken = (checked: CheckedAccount): string[] => brokenRules(checked).filter((rule) => !harmless.has(rule));

describe('accounts of the specification are in order', () => {
  it.each(example.cases)('example: $name', async ({ account, files }) => {
    const checked = await check(account, Date.UTC(2027, 0), files);
    expect(broken(checked)).toEqual([]);
    expect(checked.report.levels.L0).toBe('reached');
  });

  it.each(changes.cases)('before and after: $name', async ({ account, nowMs, before, after }) => {
    const first = await check(account, nowMs, before as Files);
    expect(broken(first)).toEqual([]);
    const second = await check(account, nowMs, { ...before, ...after } as Files, first.memory);
    expect(broken(second)).toEqual([]);
  });

  it.each(merges.cases)('merged: $name', async ({ account, nowMs, own, foreign, merged }) => {
    for (const branch of [own, foreign] as readonly Files[]) {
      const { memory } = await check(account, nowMs, branch);
      const checked = await check(account, nowMs, merged as Files, memory);
      // Whoever had followed the other branch sees other sealed pages.
      expect(broken(checked).filter((rule) => rule !== 'page-sealed')).toEqual([]);
    }
  });
});
