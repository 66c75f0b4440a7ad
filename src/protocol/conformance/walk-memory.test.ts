import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { createAccountFixture } from '../tree/account-fixture.ts';
import type { AccountFixture } from '../tree/account-fixture.ts';
import { brokenRules, checkFiles, filesOf, treeFiles } from './testing/tree-files.ts';
import { setItems } from './testing/tree-edits.ts';
import type { TreeFiles } from './testing/tree-files.ts';
import type { WalkMemory } from './walk-memory.ts';
import { isWalkMemory } from './walk-memory.ts';

let account: AccountFixture;
let posts: JsonObject[];
let before: WalkMemory;

const now = async (): Promise<TreeFiles> => treeFiles(account, await filesOf(account));

/** 25 posts on two pages, and what a check remembers of them. */
beforeEach(async () => {
  account = createAccountFixture();
  await account.publish([]);
  posts = [];
  for (let number = 0; number < 25; number++) posts.push(await account.create(`<p>${number}</p>`));
  await account.publish(posts);
  const { memory } = await checkFiles(await now());
  if (memory === undefined) throw new Error('nothing is remembered');
  // As it comes back from a file.
  const stored: unknown = JSON.parse(JSON.stringify(memory));
  if (!isWalkMemory(stored)) throw new Error('not a memory');
  before = stored;
});

describe('an account that was checked before', () => {
  it('may stay as it is', async () => {
    expect(brokenRules(await checkFiles(await now(), { before }))).toEqual([]);
  });

  it('may go on, edit, and delete on sealed pages', async () => {
    const [first, second] = posts;
    await account.publish([await account.create('<p>New</p>'), await account.update(first ?? {}, '<p>Edited</p>')]);
    await account.publish([await account.remove(second ?? {})]);
    expect(brokenRules(await checkFiles(await now(), { before }))).toEqual([]);
  });

  it('must not go back to an older outbox', async () => {
    const old = await now();
    await account.publish([await account.create('<p>New</p>')]);
    const { memory } = await checkFiles(await now());
    expect(brokenRules(await checkFiles(old, { before: memory }))).toEqual(['activity-gone', 'outbox-total', 'outbox-updated']);
  });

  it('must not change a page without a new outbox', async () => {
    const tree = await now();
    await tree.editActivity('outbox/0000/000001.jsonld', 0, (activity) => ({ ...activity, more: 1 }));
    expect(brokenRules(await checkFiles(tree, { before }))).toEqual(['outbox-updated']);
  });

  it('must not change a sealed page but by a Delete', async () => {
    await account.publish([await account.create('<p>New</p>')]);
    const tree = await now();
    await tree.editActivity('outbox/0000/000000.jsonld', 3, (activity) => ({ ...activity, more: 1 }));
    expect(brokenRules(await checkFiles(tree, { before }))).toEqual(['page-sealed']);
  });

  it('must not lose what it published', async () => {
    await account.publish([await account.create('<p>New</p>')]);
    const tree = await now();
    await setItems('outbox/0000/000000.jsonld', (list) => list.slice(1))(tree);
    expect(brokenRules(await checkFiles(tree, { before }))).toEqual([
      'activity-gone',
      'object-unlisted',
      'outbox-surplus',
      'page-sealed',
      'page-total',
    ]);
  });

  it('must not go back to an older profile', async () => {
    expect(brokenRules(await checkFiles(await now(), { before: { ...before, actorUpdated: '2026-02-01T00:00:00Z' } }))).toEqual([
      'actor-dates',
    ]);
  });

  it('must tell of a new profile in the outbox', async () => {
    const tree = await now();
    await tree.edit('actor.jsonld', (actor) => ({ ...actor, updated: '2026-01-01T00:10:00Z' }));
    // A first profile may be of any date.
    expect(brokenRules(await checkFiles(tree))).toEqual([]);
    expect(brokenRules(await checkFiles(tree, { before }))).toEqual(['actor-update']);
    await account.publish([await account.move(undefined)]);
    const told = await now();
    expect(brokenRules(await checkFiles(told, { before }))).toEqual([]);
    await told.edit('actor.jsonld', (actor) => ({ ...actor, updated: '2026-01-01T00:00:00Z' }));
    expect(brokenRules(await checkFiles(told))).toEqual(['actor-update']);
  });

  it('is not held against another account', async () => {
    const other = createAccountFixture({ seed: 2 });
    await other.publish([]);
    expect(brokenRules(await checkFiles(treeFiles(other, await filesOf(other)), { before }))).toEqual([]);
  });
});

it('takes nothing else for a memory', () => {
  expect(isWalkMemory(undefined)).toBe(false);
  expect(isWalkMemory([])).toBe(false);
  expect(isWalkMemory({ ...before, pages: { 0: [['a']] } })).toBe(false);
  expect(isWalkMemory({ ...before, totalItems: '25' })).toBe(false);
  expect(isWalkMemory({ ...before, sequence: '-1' })).toBe(false);
});

it('says what it did not read, and does not judge it', async () => {
  const { report } = await checkFiles(await now(), { budget: { pages: 1, objects: 2 } });
  expect(report.findings).toEqual([]);
  expect(report.coverage).toMatchObject({ pages: { checked: 1, total: 2 }, objects: { checked: 2, total: 5 }, isWhole: false });
  expect(report.levels.L0).toBe('reached');
});

it('stops when it has read as many bytes as it may', async () => {
  const { report } = await checkFiles(await now(), { budget: { bytes: 1000 } });
  expect(report.coverage.pages).toEqual({ checked: 0, total: 2 });
  expect(report.coverage.isWhole).toBe(false);
});
