import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { ObjectId, Did } from '../../protocol/brand.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { CrashError, crashing, type CrashPlan } from '../testing/crash.ts';
import { createFakeDevice, createFakeWorld } from '../testing/fake-world.ts';
import { countBlocks, readPublished } from '../testing/published-tree.ts';
import { createPublisher } from './publisher.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';

const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });

const stranger = 'https://elsewhere.example/notes/1' as ObjectId;
const idsOf = async (store: AccountStore) => (await store.outboxRange(undefined, 100)).map(({ id }) => id);

/** One device with something published and more waiting, whose publisher is killed at call `at`; answers whether it was. */
async function killAndRestart(at: number, when: CrashPlan['when'], scenario: 'first' | 'later' | 'merge'): Promise<boolean> {
  const world = createFakeWorld(openStore);
  const ada = await createFakeDevice(world);
  const write = async (device: typeof ada, text: string) => {
    const draft = { id: text, text, warning: '', language: '', audience: 'public', attachments: [], savedAtMs: 0 } as const;
    const posted = await device.author.post(draft);
    if (!posted.ok) throw new Error(posted.error.type);
    return posted.value.id;
  };
  if (scenario !== 'first') {
    const gone = await write(ada, 'to be deleted');
    world.nowMs += 5000;
    await ada.publisher.flush();
    await ada.author.deletePost(gone);
  }
  if (scenario === 'merge') {
    const phone = await createFakeDevice(world, { restored: true });
    await phone.publisher.reconcile();
    await write(phone, 'from the phone');
    world.nowMs += 5000;
    await phone.publisher.flush();
  }
  await write(ada, 'one');
  await write(ada, 'two');
  await ada.author.setLike(stranger, true);
  world.nowMs += 5000;

  const plan: CrashPlan = { count: 0, at, when };
  const doomed = createPublisher({
    ...ada.dependencies,
    device: crashing(ada.device, plan),
    store: crashing(ada.store, plan, ['blocks', 'heads']),
    network: crashing(ada.network, plan),
  });
  const outcome = await doomed.flush().then(
    () => 'finished',
    (error: unknown) => {
      if (!(error instanceof CrashError)) throw error;
      return 'killed';
    },
  );

  world.nowMs += 1000;
  const restarted = createPublisher(ada.dependencies);
  await restarted.flush();
  expect(await restarted.flush()).toEqual({ type: 'idle' });
  const tree = await ada.store.ownTree();
  const { head } = world;
  if (!tree || !head) throw new Error('nothing is published');
  expect(tree).toMatchObject({ root: head.root.toString(), publishedRoot: head.root.toString(), pending: [] });
  const inTree = (await readPublished(ada.store.blocks, head.root, ada.store.did)).map(({ id }) => id);
  expect(inTree.toSorted()).toEqual((await idsOf(ada.store)).toSorted());
  expect(new Set(inTree).size).toBe(inTree.length);
  expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]);
  await countBlocks(ada.store.blocks, head.root);
  return outcome === 'killed';
}

describe('a publisher that is killed', () => {
  it.each([
    ['first', 'before', 1],
    ['first', 'after', 1],
    // Killed after one call is nearly killed before the next: each way takes other ones. A merge makes some hundred.
    ['later', 'before', 2],
    ['later', 'after', 3],
    ['merge', 'before', 5],
    ['merge', 'after', 7],
  ] as const)(
    'loses and doubles nothing, at the calls of the %s publish, %s it, in steps of %i',
    async (scenario, when, stride) => {
      let killed = 0;
      while (await killAndRestart(1 + killed * stride, when, scenario)) killed += 1;
      // Fewer would mean that the calls are not counted.
      expect(killed).toBeGreaterThan(10);
    },
    60_000,
  );
});
