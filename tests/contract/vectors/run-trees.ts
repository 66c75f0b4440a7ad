import { expect } from 'vitest';
import type { Did } from '../../../src/protocol/brand.ts';
import type { JsonObject } from '../../../src/protocol/json.ts';
import { updateAccountTree } from '../../../src/protocol/tree/account-tree.ts';
import { createMemoryBlockStore } from '../../../src/protocol/tree/memory-block-store.ts';
import { mergeAccountTrees } from '../../../src/protocol/tree/merge-trees.ts';
import { filesIn, treeOf } from '../../../scripts/vectors/tree-files.ts';
import { testSigner } from '../../../scripts/vectors/vector-file.ts';
import { createKnowledge } from './knowledge.ts';
import { readOnce } from './run-walks.ts';
import type { VectorCase } from './vector-file.ts';

type Files = Readonly<Record<string, string>>;

/** More than any of these accounts has. */
const allPages = { call: 'poll', budget: 50 } as const;
const signer = testSigner(1);

export interface StoryCase extends VectorCase {
  readonly account: Did;
  readonly nowMs: number;
  readonly activity: string;
  readonly objects: Readonly<Record<string, string | null>>;
  readonly before: Files;
  readonly after: Readonly<Record<string, string | null>>;
}

/** Publisher and reader of one more activity. */
export async function checkStory({ account, nowMs, activity, objects, before, after }: StoryCase): Promise<void> {
  expect(signer.did).toBe(account);
  const merged = new Map<string, string>(Object.entries(before));
  for (const [path, text] of Object.entries(after)) {
    if (text === null) merged.delete(path);
    else merged.set(path, text);
  }
  const { store, root } = await treeOf(before);
  const update = await updateAccountTree({
    store,
    root,
    signer,
    nowMs,
    activities: [{ activity: JSON.parse(activity) as JsonObject }],
  });
  await store.putMany(update.added);
  expect(await filesIn(store, update.root, account)).toEqual(Object.fromEntries(merged));

  const knowledge = createKnowledge(account);
  const first = await readOnce(account, new Map(Object.entries(before)), undefined, allPages);
  knowledge.take(first.activities);
  const second = await readOnce(account, merged, first.state, allPages);
  expect(knowledge.take(second.activities)).toEqual([(JSON.parse(activity) as JsonObject)['id']]);
  expect({ type: second.type, refused: second.refused, objects: knowledge.objects() }).toEqual({
    type: 'read',
    refused: 0,
    objects,
  });
}

export interface MergeCase extends VectorCase {
  readonly account: Did;
  readonly nowMs: number;
  readonly appended: readonly string[];
  readonly objects: Readonly<Record<string, string | null>>;
  readonly own: Files;
  readonly foreign: Files;
  readonly merged: Files;
}

/** The merging device, and readers of either branch. */
export async function checkMerge({ account, nowMs, appended, objects, own, foreign, merged }: MergeCase): Promise<void> {
  const [ownTree, foreignTree] = [await treeOf(own), await treeOf(foreign)];
  const store = createMemoryBlockStore([...ownTree.store.blocks(), ...foreignTree.store.blocks()]);
  const options = { store, signer, nowMs, activities: [] };
  const update = await mergeAccountTrees({ ...options, root: foreignTree.root, ownRoot: ownTree.root });
  await store.putMany(update.added);
  expect(update.appended).toEqual(appended);
  expect(await filesIn(store, update.root, account)).toEqual(merged);
  const again = await mergeAccountTrees({ ...options, root: update.root, ownRoot: ownTree.root });
  expect(again.appended).toEqual([]);

  for (const [branch, other] of [
    [own, foreign],
    [foreign, own],
  ] as const) {
    const knowledge = createKnowledge(account);
    const first = await readOnce(account, new Map(Object.entries(branch)), undefined, allPages);
    knowledge.take(first.activities);
    const second = await readOnce(account, new Map(Object.entries(merged)), first.state, allPages);
    const news = knowledge.take(second.activities);
    const otherIds = (await readOnce(account, new Map(Object.entries(other)), undefined, allPages)).activities.map(
      ({ id }) => id,
    );
    expect(news.toSorted()).toEqual(otherIds.filter((id) => !first.activities.some((known) => known.id === id)).toSorted());
    expect(second.refused).toBe(0);
    expect(knowledge.objects()).toEqual(objects);
  }
}
