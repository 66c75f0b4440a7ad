import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { accountPaths } from '../../protocol/identity/paths.ts';
import type { NotificationRecord } from '../../protocol/ports/records.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { derivePrivateKeys } from '../account-keys.ts';
import { follow } from '../follow.ts';
import { createPublisher } from '../publish/publisher.ts';
import { quietMs } from '../publish/private-schedule.ts';
import { setModeration, unfollow } from '../relations-commands.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { countBlocks } from '../testing/published-tree.ts';
import { createDeviceEntries } from './devices.ts';
import { localEntries } from './local-entries.ts';
import { privateFolderCid } from './private-files.ts';
import type { PrivateAccess } from './private-sync.ts';
import { markAllRead } from './read-markers.ts';
import { noteSettings } from './setting-entries.ts';
import { entryText } from '../../protocol/private-state/entry.ts';

const seed = new Uint8Array(32).fill(1);
const keys = await derivePrivateKeys(crypto.subtle, seed);
const [ana, bo] = [2, 3].map((byte) => seedToDid(new Uint8Array(32).fill(byte))) as [Did, Did];

interface Lab {
  readonly world: FakeWorld;
  add(options?: { readonly restored?: boolean; readonly access?: Partial<PrivateAccess> }): Promise<FakeDevice>;
  readonly troubles: string[];
}

function createLab(): Lab {
  const world = createFakeWorld((did) => openAccountStore(did, { indexedDB: new IDBFactory() }));
  const troubles: string[] = [];
  return {
    world,
    troubles,
    async add({ restored, access } = {}) {
      const device = await createFakeDevice(world, { restored: restored ?? false });
      const privateAccess: PrivateAccess = {
        subtle: crypto.subtle,
        keys: () => keys,
        report: (error) => troubles.push(error.message),
        ...access,
      };
      const dependencies = { ...device.dependencies, privateAccess };
      return { ...device, dependencies, publisher: createPublisher(dependencies) };
    },
  };
}

const rootOf = (lab: Lab) => lab.world.head?.root ?? expect.fail('nothing is published');
const entriesOf = async (device: FakeDevice): Promise<string[]> =>
  [...(await localEntries(device.store)).values()].map(entryText).toSorted();

describe('two devices of one account', () => {
  let lab: Lab;
  let laptop: FakeDevice;
  let phone: FakeDevice;
  const publish = async (device: FakeDevice) => {
    lab.world.nowMs += quietMs;
    device.publisher.privateChanged();
    lab.world.nowMs += quietMs;
    device.publisher.expectNews();
    return device.publisher.flush();
  };

  beforeEach(async () => {
    lab = createLab();
    laptop = await lab.add();
    await follow(laptop.store, ana, lab.world.nowMs);
    await laptop.publisher.flush();
    phone = await lab.add({ restored: true });
    expect(await phone.publisher.reconcile()).toEqual({ ok: true, value: undefined });
  });

  it('a restored one knows everything', async () => {
    expect((await phone.store.follows()).map(({ did, removed }) => [did, removed])).toEqual([[ana, false]]);
    expect(await phone.store.syncState(ana)).toMatchObject({ state: 'new' });
    expect(await entriesOf(phone)).toEqual(await entriesOf(laptop));
  });

  it('learn of follows and un-follows made apart, in whatever order they publish', async () => {
    await unfollow(laptop.store, ana, lab.world.nowMs);
    await follow(phone.store, bo, lab.world.nowMs);
    await publish(phone);
    await publish(laptop);
    await publish(phone);
    for (const { store } of [laptop, phone]) {
      const follows = (await store.follows()).map(({ did, removed }) => [did, removed]);
      expect(follows).toEqual([ana, bo].toSorted().map((did) => [did, did === ana]));
    }
    expect(await publish(laptop)).toEqual({ type: 'idle' });
    expect(await publish(phone)).toEqual({ type: 'idle' });
  });

  it('the later change holds though its clock is years behind', async () => {
    lab.world.nowMs += 3 * 365 * 86_400_000;
    await unfollow(laptop.store, ana, lab.world.nowMs);
    await publish(laptop);
    await publish(phone);
    await follow(phone.store, ana, Date.UTC(2020, 0, 1));
    await publish(phone);
    await publish(laptop);
    expect((await laptop.store.follows()).map(({ removed }) => removed)).toEqual([false]);
  });

  it('a private change leaves outbox and actor as they are, byte for byte', async () => {
    const read = (path: string) => readPath(laptop.store.blocks, rootOf(lab), path);
    const { outbox, actor } = accountPaths(laptop.store.did);
    const before = [await read(outbox), await read(actor)];
    const folder = await privateFolderCid(laptop.store.blocks, laptop.store.did, rootOf(lab));
    await setModeration(laptop.store, 'block', bo, true, lab.world.nowMs);
    expect(await publish(laptop)).toMatchObject({ type: 'published', activities: [] });
    expect([await read(outbox), await read(actor)]).toEqual(before);
    expect((await privateFolderCid(laptop.store.blocks, laptop.store.did, rootOf(lab)))?.toString()).not.toBe(folder?.toString());
    await countBlocks(laptop.store.blocks, rootOf(lab));
  });

  it('nothing is published while somebody is still at it, and then once', async () => {
    const sequence = lab.world.head?.sequence;
    for (const target of [ana, bo]) {
      await setModeration(laptop.store, 'mute', target, true, lab.world.nowMs);
      laptop.publisher.privateChanged();
      lab.world.nowMs += quietMs / 2;
      expect(await laptop.publisher.flush()).toEqual({ type: 'idle' });
    }
    expect(lab.world.head?.sequence).toBe(sequence);
    lab.world.nowMs = laptop.publisher.privateDueMs() ?? 0;
    expect(await laptop.publisher.flush()).toMatchObject({ type: 'published' });
    expect(laptop.publisher.privateDueMs()).toBeUndefined();
  });

  it('what somebody read waits for a quarter of an hour, and lowers the count elsewhere', async () => {
    const notification = (id: string, atMs: number): NotificationRecord => ({ id, type: 'like', actor: bo, atMs, read: false });
    const batch = (notifications: NotificationRecord[]) => ({
      posts: [],
      deletedPosts: [],
      reactions: [],
      undone: [],
      notifications,
    });
    const atMs = lab.world.nowMs;
    for (const { store } of [laptop, phone]) await store.ingest(batch([notification('a', atMs - 5), notification('b', atMs)]));
    await phone.store.ingest(batch([notification('c', atMs + 1)]));
    await markAllRead(laptop.store);
    const { sequence } = lab.world.head ?? expect.fail();
    expect(await publish(laptop)).toEqual({ type: 'idle' });
    expect(lab.world.head?.sequence).toBe(sequence);
    lab.world.nowMs = laptop.publisher.privateDueMs() ?? expect.fail('it is forgotten');
    expect(await laptop.publisher.flush()).toMatchObject({ type: 'published' });
    await publish(phone);
    expect(await phone.store.unreadCount()).toBe(1);
  });

  it('share settings that somebody chose, but not the gateways of a machine', async () => {
    await laptop.store.putSetting('gateways', ['http://localhost:8787', 'https://one.example']);
    await laptop.store.putSetting('postLanguage', 'de');
    await laptop.store.putSetting('theme', 'dark');
    await noteSettings(laptop.store, ['gateways', 'postLanguage', 'theme'], lab.world.nowMs);
    await phone.store.putSetting('gateways', ['http://localhost:9000', 'https://two.example']);
    await publish(laptop);
    await publish(phone);
    expect(await phone.store.setting('gateways')).toEqual(['http://localhost:9000', 'https://one.example']);
    expect(await phone.store.setting('postLanguage')).toBe('de');
    expect(await phone.store.setting('theme')).toBeUndefined();
  });

  it('list each other, with the day of their last use', async () => {
    const clock = { nowMs: () => lab.world.nowMs };
    const [here, there] = [createDeviceEntries(laptop.store, clock), createDeviceEntries(phone.store, clock)];
    await here.used('12D3Laptop', 'Chrome on Linux');
    await there.used('12D3Phone', 'Chrome on Android');
    await publish(laptop);
    await publish(phone);
    await publish(laptop);
    expect((await here.list()).map(({ name }) => name).toSorted()).toEqual(['Chrome on Android', 'Chrome on Linux']);
    await here.rename('12D3Phone', '  My\n phone ');
    await there.forget('12D3Laptop');
    await publish(laptop);
    await publish(phone);
    expect(await there.list()).toEqual(await here.list().then(() => there.list()));
    expect((await there.list()).map(({ name }) => name)).toEqual(['My phone']);
    lab.world.nowMs += 86_400_000;
    await here.used('12D3Laptop', 'Chrome on Linux');
    expect((await here.list())[0]).toMatchObject({ id: '12D3Laptop', name: 'Chrome on Linux', removed: false });
  });

  it('carry along what only a newer version understands', async () => {
    const unknown = { kind: 'filter', id: 'f1', stampMs: 7, removed: false, value: { words: ['x'] } };
    const list = { kind: 'list', id: 'l1', stampMs: 7, removed: false, value: { title: 'Bees', colour: 'green' } };
    await laptop.store.collections.putLists([{ id: 'l1', title: 'Bees', stampMs: 7, removed: false }], []);
    await laptop.store.privateEntries.put([unknown, list]);
    await publish(laptop);
    await publish(phone);
    expect(await phone.store.collections.lists()).toEqual([{ id: 'l1', title: 'Bees', stampMs: 7, removed: false }]);
    await follow(phone.store, bo, lab.world.nowMs);
    await publish(phone);
    const third = await lab.add({ restored: true });
    await third.publisher.reconcile();
    expect((await third.store.privateEntries.all()).map(entryText).toSorted()).toEqual([unknown, list].map(entryText).toSorted());
  });

  it('without keys leave the private state of others as it is', async () => {
    const locked = await lab.add({ restored: true, access: { keys: () => undefined } });
    await locked.publisher.reconcile();
    expect(await locked.store.follows()).toEqual([]);
    const folder = await privateFolderCid(laptop.store.blocks, laptop.store.did, rootOf(lab));
    await locked.author.setLike('https://elsewhere.example/notes/1' as ObjectId, true);
    expect(await publish(locked)).toMatchObject({ type: 'published' });
    expect((await privateFolderCid(locked.store.blocks, laptop.store.did, rootOf(lab)))?.toString()).toBe(folder?.toString());
  });

  it('say so and lose nothing when the files of the other cannot be read', async () => {
    const stranger = await derivePrivateKeys(crypto.subtle, new Uint8Array(32).fill(9));
    const broken = await lab.add({ restored: true, access: { keys: () => stranger } });
    await broken.publisher.reconcile();
    expect(lab.troubles).toEqual(['private/1-0 cannot be read']);
    await follow(broken.store, bo, lab.world.nowMs);
    await publish(broken);
    await publish(laptop);
    expect((await laptop.store.follows()).map(({ did, removed }) => [did, removed])).toEqual([[ana, false]]);
    const healthy = await lab.add({ restored: true });
    await healthy.publisher.reconcile();
    expect(await entriesOf(healthy)).toEqual(await entriesOf(laptop));
    // They do not replace each other's files without end.
    expect(await publish(broken)).toEqual({ type: 'idle' });
  });
});
