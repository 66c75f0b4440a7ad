import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountFixture } from '../tree/account-fixture.ts';
import { privatePath } from '../private-state/private-path.ts';
import { brokenTrees } from './testing/broken-trees.ts';
import { brokenRules, checkFiles, createGoodAccount, filesOf, treeFiles } from './testing/tree-files.ts';
import { rules } from './rules.ts';

let account: AccountFixture;
let files: ReadonlyMap<string, Uint8Array>;

beforeAll(async () => {
  account = await createGoodAccount();
  files = await filesOf(account);
});

describe('a tree in order', () => {
  it('breaks no rule, and everything of it is read', async () => {
    const { report } = await checkFiles(treeFiles(account, files));
    expect(report.findings).toEqual([]);
    expect(report.levels).toEqual({ L0: 'reached', L1: 'unchecked', R1: 'reached' });
    expect(report.coverage).toMatchObject({
      pages: { checked: 3, total: 3 },
      objects: { checked: 45, total: 45 },
      media: { checked: 1, total: 1 },
      activities: { accepted: 49, refused: 0 },
      isWhole: true,
    });
  });
});

describe('a tree with private state', () => {
  it('breaks no rule', async () => {
    const withPrivate = new Map([...files, [`${privatePath(account.signer.did)}/1-0`, new Uint8Array(1052)]]);
    expect((await checkFiles(treeFiles(account, withPrivate))).report.findings).toEqual([]);
  });
});

describe('a tree that breaks', () => {
  it.each(brokenTrees.map((broken) => ({ ...broken, name: `${broken.rules.join(', ')}: ${broken.how}` })))(
    '$name',
    async (broken) => {
      const tree = treeFiles(account, files);
      await broken.break(tree);
      const checked = await checkFiles(tree);
      expect(brokenRules(checked)).toEqual(broken.rules.toSorted());
      const isError = broken.rules.some((rule) => rules[rule].severity === 'error');
      expect(checked.report.levels.L0).toBe(isError ? 'broken' : 'reached');
    },
  );
});
