import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { accountPaths, idToTreePath, pagePath } from '../identity/paths.ts';
import { parseSigned } from '../proof/signed-json.ts';
import { createAccountFixture } from './account-fixture.ts';
import type { AccountFixture } from './account-fixture.ts';
import { deriveObjectBlocks, deriveObjects } from './derive-objects.ts';
import { objectIdOf } from './documents.ts';
import { mergeAccountTrees } from './merge-trees.ts';
import { activitiesNotIn, activityIdsAbove, changedPages } from './outbox-pages.ts';
import { locatePath, readPath } from './read-path.ts';

async function posts(account: AccountFixture, count: number, name: string): Promise<JsonObject[]> {
  const activities: JsonObject[] = [];
  for (let index = 0; index < count; index++) activities.push(await account.create(`<p>${name} ${index}</p>`));
  return activities;
}

/** Two devices of one account with a common past of `common` posts. */
async function twoDevices(common: number) {
  const first = createAccountFixture({ device: 1 });
  const past = await posts(first, common, 'common');
  await first.publish(past);
  const second = createAccountFixture({ device: 2, nowMs: first.nowMs + 1000 });
  await second.store.putMany([...first.store.blocks()]);
  await second.publish([], { root: first.root, actor: undefined });
  expect(second.root).toEqual(first.root);
  return { first, second, past };
}

async function read(account: AccountFixture, path: string): Promise<JsonObject> {
  const bytes = account.root === undefined ? undefined : await readPath(account.store, account.root, path);
  const parsed = bytes === undefined ? undefined : parseSigned(bytes);
  if (parsed?.ok !== true) throw new Error(path);
  return parsed.value;
}

async function merge(into: AccountFixture, from: AccountFixture, activities: readonly JsonObject[] = []) {
  await into.store.putMany([...from.store.blocks()]);
  const { root } = from;
  if (root === undefined) throw new Error('nothing published');
  const update = await mergeAccountTrees({
    store: into.store,
    root,
    ownRoot: into.root,
    signer: into.signer,
    nowMs: into.nowMs,
    activities: activities.map((activity) => ({ activity })),
  });
  await into.store.putMany(update.added);
  await into.publish([], { root: update.root });
  return update;
}

describe('two devices that published apart', () => {
  it('lose nothing and double nothing, keep ids and proofs, leave the base’s sealed pages alone', async () => {
    const { first, second, past } = await twoDevices(30);
    const mine = await posts(first, 25, 'mine');
    const theirs = await posts(second, 35, 'theirs');
    await first.publish(mine);
    await second.publish(theirs);
    const sealed = await Promise.all([0, 1, 2].map((number) => read(second, pagePath(second.signer.did, number))));
    const update = await merge(first, second);
    expect(update.totalItems).toBe(90);
    expect(update.appended.length).toBe(25);
    const all = await activitiesNotIn(first.store, first.signer.did, update.root, undefined);
    expect(all).toEqual([...past, ...theirs, ...mine]);
    expect(await Promise.all([0, 1, 2].map((number) => read(first, pagePath(first.signer.did, number))))).toEqual(sealed);
    for (const activity of [...mine, ...theirs])
      expect(await read(first, idToTreePath(objectIdOf(activity) ?? '') ?? '')).toEqual(activity['object']);
    const again = await merge(first, first, [...mine, ...theirs]);
    expect(again).toMatchObject({ appended: [], totalItems: 90 });
  });

  it('edits and deletes of either side hold; pictures come along', async () => {
    const { first, second, past } = await twoDevices(25);
    const [victim, edited] = past;
    if (victim === undefined || edited === undefined) throw new Error('no posts');
    const digest = `zQm${'b'.repeat(44)}`;
    const picture = `ap://${first.signer.did}/m/b/b/${digest}.png`;
    const withPicture = await first.create('<p>look</p>', {
      attachment: [{ type: 'Image', mediaType: 'image/png', url: picture, name: 'a cat' }],
    });
    const edit = await first.update(edited, '<p>edited here</p>');
    const lateEdit = await first.update(victim, '<p>edited while deleted elsewhere</p>');
    await first.publish([withPicture, edit, lateEdit], {
      media: [{ digest, mediaType: 'image/png', bytes: Uint8Array.of(9, 9) }],
    });
    await second.publish([await second.remove(victim)]);
    await merge(first, second);
    expect(await readPath(first.store, first.root as never, `m/b/b/${digest}.png`)).toEqual(Uint8Array.of(9, 9));
    expect(await read(first, idToTreePath(objectIdOf(edited) ?? '') ?? '')).toEqual(edit['object']);
    expect(await read(first, idToTreePath(objectIdOf(victim) ?? '') ?? '')).toMatchObject({ type: 'Tombstone' });
    const all = await activitiesNotIn(first.store, first.signer.did, first.root as never, undefined);
    expect(all.map((activity) => activity['type']).slice(25)).toEqual(['Delete', 'Create', 'Update', 'Update']);
    expect(JSON.stringify(all)).not.toContain('while deleted elsewhere');
  });

  it('a delete finds its post although older keys stand above newer ones', async () => {
    const { first, second } = await twoDevices(30);
    const mine = await posts(first, 25, 'mine');
    await first.publish(mine);
    second.nowMs = first.nowMs + 60_000;
    await second.publish(await posts(second, 30, 'theirs'));
    await merge(first, second);
    const [victim] = mine;
    if (victim === undefined) throw new Error('no post');
    first.nowMs = second.nowMs;
    await first.publish([await first.remove(victim)]);
    const all = await activitiesNotIn(first.store, first.signer.did, first.root as never, undefined);
    expect(
      all.filter((activity) => (activity['object'] as JsonObject)['type'] === 'Tombstone').map((activity) => activity['id']),
    ).toEqual([victim['id']]);
  });

  it('is newer than both branches, even for a device whose clock is behind', async () => {
    const { first, second } = await twoDevices(1);
    await first.publish(await posts(first, 1, 'mine'), { nowMs: first.nowMs + 86_400_000 });
    await second.publish(await posts(second, 1, 'theirs'));
    const outbox = accountPaths(first.signer.did).outbox;
    const before = String((await read(first, outbox))['updated']);
    await merge(first, second);
    expect(Date.parse(String((await read(first, outbox))['updated']))).toBe(Date.parse(before) + 1000);
  });

  it('lists what is above a known page, and which pages differ', async () => {
    const { first, second } = await twoDevices(45);
    const { did } = first.signer;
    const proof = (await read(first, pagePath(did, 1)))['proof'] as JsonObject;
    expect(
      (await activityIdsAbove(first.store, did, first.root as never, { 1: String(proof['proofValue']), 0: 'other' })).size,
    ).toBe(5);
    expect((await activityIdsAbove(first.store, did, first.root as never, {})).size).toBe(45);
    const before = second.root;
    await second.publish(await posts(second, 20, 'theirs'));
    await second.store.putMany([...first.store.blocks()]);
    expect(await changedPages(second.store, did, second.root as never, before)).toEqual([2, 3]);
    expect(await changedPages(second.store, did, second.root as never, second.root)).toEqual([]);
  });
});

describe('deriving object files from pages', () => {
  it('gives exactly the blocks that the tree links to', async () => {
    const account = createAccountFixture();
    const { did } = account.signer;
    const activities = await posts(account, 30, 'post');
    const [first, second] = activities;
    if (first === undefined || second === undefined) throw new Error('no posts');
    await account.publish([...activities, await account.update(first, '<p>edited</p>'), await account.remove(second)]);
    const pages = await Promise.all(
      [0, 1].map(async (number) => readPath(account.store, account.root as never, pagePath(did, number))),
    );
    const derived = deriveObjects(
      did,
      pages.filter((page) => page !== undefined),
    );
    expect(derived.length).toBe(30);
    for (const { path, block } of derived)
      expect(await locatePath(account.store, account.root as never, path)).toMatchObject({ type: 'found', cid: block.cid });
  });

  it('takes nothing from unreadable pages or of other accounts', async () => {
    const stranger = createAccountFixture({ seed: 4 });
    await stranger.publish(await posts(stranger, 2, 'x'));
    const page = await readPath(stranger.store, stranger.root as never, pagePath(stranger.signer.did, 0));
    expect(deriveObjectBlocks(createAccountFixture().signer.did, [new Uint8Array(3), page ?? new Uint8Array(0)])).toEqual([]);
  });
});
