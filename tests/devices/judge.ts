import { expect } from 'vitest';
import { checkDocument, checkPage } from '../../src/protocol/activity-streams/check.ts';
import { accountPaths, pageNumberOf, pagePath } from '../../src/protocol/identity/paths.ts';
import type { PostRecord } from '../../src/protocol/ports/records.ts';
import { entryText } from '../../src/protocol/private-state/entry.ts';
import { mergeEntries, type PrivateState } from '../../src/protocol/private-state/merge.ts';
import { readPath } from '../../src/protocol/tree/read-path.ts';
import { localEntries } from '../../src/services/private-state/local-entries.ts';
import { countBlocks } from '../../src/services/testing/published-tree.ts';
import { lightVerifier } from './light-crypto.ts';
import type { LightDevice } from './light-device.ts';
import type { Played } from './play.ts';

const textsOf = (state: PrivateState): string[] => [...state.values()].map(entryText).toSorted();

/** What must hold once the devices of a schedule have settled: nothing lost, nothing doubled, deletes final, all the same. */
export async function judge(played: Played): Promise<void> {
  const { devices, written, deleted, world } = played;
  const { head } = world;
  const [first] = devices;
  if (first === undefined || head === undefined) throw new Error('nobody has published');
  const outbox = await ownIds(first);
  const shown = await first.store.home({ limit: 1000 });
  const state = textsOf(await localEntries(first.store));
  // A post dated years ahead counts as of the moment when it comes (bridge-spec section 8), so its place differs.
  const areClocksRight = devices.every((device) => Math.abs(device.nowMs() - world.nowMs) < 1_800_000);
  const timeline = (posts: readonly PostRecord[]) => {
    const seen = posts.map(({ id, content }) => ({ id, content }));
    return areClocksRight ? seen : seen.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  };

  expect(await published(first, head.root), 'activities in the tree').toEqual(outbox);
  await countBlocks(first.store.blocks, head.root);
  for (const device of devices) {
    const { store } = device;
    expect(await ownIds(device), 'own activities').toEqual(outbox);
    expect(await store.waitingKeys(), 'what waits').toEqual([]);
    for (const id of written) expect((await store.post(id))?.deleted === true, id).toBe(deleted.has(id));
    expect(timeline(await store.home({ limit: 1000 })), 'timeline').toEqual(timeline(shown));
    expect(textsOf(await localEntries(store)), 'private state').toEqual(state);
  }
  expect(
    shown
      .filter(({ author }) => author === first.store.did)
      .map(({ id }) => id as string)
      .toSorted(),
  ).toEqual([...written].filter((id) => !deleted.has(id)).toSorted());
  // The newest state of every entry that was ever anywhere: no change was lost, and none came back.
  expect(state, 'every change').toEqual(textsOf(mergeEntries(played.entries)));
}

const ownIds = async ({ store }: LightDevice): Promise<string[]> =>
  (await store.outboxRange(undefined, 1000)).map(({ id }) => id as string).toSorted();

/** Ids of a whole published outbox; throws when anything of it is invalid or doubled. */
async function published({ store }: LightDevice, root: Parameters<typeof readPath>[1]): Promise<string[]> {
  const read = async (path: string): Promise<Uint8Array> => {
    const bytes = await readPath(store.blocks, root, path);
    if (bytes === undefined) throw new Error(`${path} is missing`);
    return bytes;
  };
  const outbox = await checkDocument(await read(accountPaths(store.did).outbox), store.did, lightVerifier, 'outbox');
  if (!outbox.ok) throw new Error(outbox.error.detail);
  const ids: string[] = [];
  for (let page = 0; page <= (pageNumberOf(outbox.value.value.first) ?? 0); page += 1) {
    const checked = await checkPage(await read(pagePath(store.did, page)), store.did, lightVerifier);
    if (!checked.ok) throw new Error(checked.error.detail);
    for (const activity of checked.value.activities) {
      if (!activity.ok) throw new Error(activity.error.detail);
      ids.push(activity.value.value.id);
    }
  }
  expect(outbox.value.value.totalItems).toBe(ids.length);
  expect(new Set(ids).size, 'nothing is doubled').toBe(ids.length);
  return ids.toSorted();
}
