import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CanonicalId, ObjectId, Did } from '../../protocol/brand.ts';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { copyTree } from './copy-tree.ts';
import { createPublisher } from './publisher.ts';
import { countBlocks, readPublished } from '../testing/published-tree.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';

const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });

const stranger = 'https://elsewhere.example/notes/1' as ObjectId;

function draft(text: string, more: Partial<DraftRecord> = {}): DraftRecord {
  return { id: `draft ${text}`, text, warning: '', language: 'en', audience: 'public', attachments: [], savedAtMs: 0, ...more };
}

describe('createPublisher', () => {
  let world: FakeWorld;
  let ada: FakeDevice;

  beforeEach(async () => {
    world = createFakeWorld(openStore);
    ada = await createFakeDevice(world);
  });

  async function post(device: FakeDevice, text: string, more: Partial<DraftRecord> = {}): Promise<CanonicalId> {
    const posted = await device.author.post(draft(text, more));
    if (!posted.ok) throw new Error(posted.error.type);
    return posted.value.id;
  }

  /** After the undo window. */
  async function publish(device: FakeDevice) {
    world.nowMs += 5000;
    return device.publisher.flush();
  }

  async function published(device: FakeDevice = ada) {
    if (!world.head) throw new Error('nothing is published');
    return readPublished(device.store.blocks, world.head.root, device.store.did);
  }

  function headRoot() {
    if (!world.head) throw new Error('nothing is published');
    return world.head.root;
  }

  const types = (activities: readonly { readonly type?: unknown }[]) => activities.map(({ type }) => type);

  it('publishes an empty account first, and then nothing more', async () => {
    expect(await ada.publisher.flush()).toMatchObject({ type: 'published', activities: [] });
    expect(await published()).toEqual([]);
    expect(await ada.publisher.flush()).toEqual({ type: 'idle' });
    expect(ada.network.published).toBe(1);
  });

  it('holds a post back for the undo window', async () => {
    await post(ada, 'hello');
    await ada.publisher.flush();
    expect(await published()).toEqual([]);
    expect(await publish(ada)).toMatchObject({ type: 'published', activities: [{ type: 'Create' }] });
    expect(types(await published())).toEqual(['Create']);
    expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]);
    const [record] = await ada.store.outboxRange(undefined, 10);
    expect(record).toMatchObject({ state: 'published', sequence: world.head?.sequence });
  });

  it('brings several waiting activities out in one update', async () => {
    await ada.publisher.flush();
    for (let index = 0; index < 25; index += 1) await post(ada, `post ${index}`);
    await ada.author.setLike(stranger, true);
    await publish(ada);
    expect(ada.network.published).toBe(2);
    expect(types(await published())).toEqual([...Array.from({ length: 25 }, () => 'Create'), 'Like']);
  });

  it('joins calls that come during a flush', async () => {
    await post(ada, 'one');
    world.nowMs += 5000;
    await Promise.all([ada.publisher.flush(), ada.publisher.flush(), ada.publisher.flush()]);
    expect(ada.network.published).toBe(1);
    expect(await published()).toHaveLength(1);
  });

  it('works without a network and announces later', async () => {
    ada.network.online = false;
    await post(ada, 'on the train');
    expect(await publish(ada)).toMatchObject({ type: 'published' });
    expect(world.head).toBeUndefined();
    expect((await ada.store.ownTree())?.announced).toBeUndefined();
    expect(await ada.publisher.reach()).toEqual({ people: 0, gateways: [] });
    ada.network.online = true;
    await ada.publisher.reannounce();
    expect(types(await published())).toEqual(['Create']);
    expect(await ada.publisher.reach()).toMatchObject({ gateways: ['https://gateway.example'] });
    ada.network.online = false;
    await post(ada, 'in the tunnel');
    await publish(ada);
    expect(await ada.publisher.reach()).toEqual({ people: 0, gateways: [] });
  });

  it('signs a fresh record in the last month of the old one', async () => {
    await ada.publisher.flush();
    await ada.publisher.reannounce();
    expect(ada.network.published).toBe(1);
    world.nowMs += 340 * 86_400_000;
    await ada.publisher.reannounce();
    expect(ada.network.published).toBe(2);
  });

  it('edits and deletes what is published', async () => {
    const id = await post(ada, 'first words');
    await publish(ada);
    await post(ada, 'second words', { edits: id });
    await publish(ada);
    expect((await ada.store.post(id))?.content).toEqual(['second words']);
    expect(types(await published())).toEqual(['Create', 'Update']);
    await ada.author.deletePost(id);
    await publish(ada);
    const activities = await published();
    expect(types(activities)).toEqual(['Create', 'Update', 'Delete']);
    expect(JSON.stringify(activities)).not.toContain('words');
  });

  it('builds the tree anew when its blocks are lost', async () => {
    for (let index = 0; index < 45; index += 1) await post(ada, `post ${index}`);
    await publish(ada);
    const tree = await ada.store.ownTree();
    const root = world.head?.root;
    if (!tree || !root) throw new Error('not published');
    await ada.store.blocks.deleteMany([root]);
    await post(ada, 'one more');
    await publish(ada);
    expect(await published()).toHaveLength(46);
    expect(world.head && (await countBlocks(ada.store.blocks, world.head.root))).toBeGreaterThan(46);
  });

  it('collects superseded blocks, but not those of the last two publishes', async () => {
    const roots = [];
    for (let index = 0; index < 30; index += 1) {
      await post(ada, `post ${index}`);
      await publish(ada);
      roots.push(world.head?.root);
    }
    const [older, previous, newest] = roots.slice(-3);
    if (!older || !previous || !newest) throw new Error('not published');
    await countBlocks(ada.store.blocks, newest);
    await countBlocks(ada.store.blocks, previous);
    await countBlocks(ada.store.blocks, older);
    const early = roots[5];
    expect(early && (await ada.store.blocks.has(early))).toBe(false);
    expect((await ada.store.ownTree())?.superseded?.length).toBeLessThanOrEqual(2);
  });

  describe('with a second device', () => {
    let phone: FakeDevice;

    beforeEach(async () => {
      await post(ada, 'from the laptop');
      await publish(ada);
      phone = await createFakeDevice(world, { restored: true });
    });

    it('asks for news of other devices at the start and now and then, but not while a post waits', async () => {
      let asked = 0;
      const resolve: typeof ada.network.resolve = (...parameters) => ((asked += 1), ada.network.resolve(...parameters));
      const publisher = createPublisher({ ...ada.dependencies, network: { ...ada.network, resolve } });
      await publisher.flush();
      await publisher.flush();
      expect(asked).toBe(1);
      world.nowMs += 3_600_000;
      await post(ada, 'at once');
      world.nowMs += 5000;
      await publisher.flush();
      expect(asked).toBe(1);
      await publisher.flush();
      expect(asked).toBe(2);
      publisher.expectNews();
      await publisher.flush();
      expect(asked).toBe(3);
    });

    it('publishes nothing before its own outbox was read', async () => {
      expect(await phone.publisher.flush()).toEqual({ type: 'read-only' });
      expect(await phone.author.post(draft('too early'))).toEqual({ ok: false, error: { type: 'read-only' } });
      expect(phone.network.published).toBe(0);
    });

    it('reads its outbox after a restore and goes on from there', async () => {
      expect(await phone.publisher.reconcile()).toEqual({ ok: true, value: undefined });
      expect(await phone.store.profile()).toMatchObject({ preferredUsername: 'ada', name: 'Ada' });
      expect(await phone.store.home({ limit: 10 })).toMatchObject([{ content: ['from the laptop'] }]);
      expect(await phone.publisher.flush()).toEqual({ type: 'idle' });
      await post(phone, 'from the phone');
      await publish(phone);
      expect(types(await published(phone))).toEqual(['Create', 'Create']);
    });

    it('says that nobody has the account, and starts anew only on the user’s word', async () => {
      world.holders.delete(ada.store.blocks);
      expect(await phone.publisher.reconcile()).toMatchObject({ ok: false, error: { type: 'unreachable' } });
      phone.network.online = false;
      expect(await phone.publisher.reconcile()).toMatchObject({ ok: false, error: { type: 'unreachable' } });
      expect(await phone.publisher.flush()).toEqual({ type: 'read-only' });
      const lonely = await createFakeDevice(createFakeWorld(openStore, 2), { restored: true });
      expect(await lonely.publisher.reconcile()).toEqual({ ok: false, error: { type: 'not-found' } });
      await lonely.publisher.declareGone();
      expect(await lonely.publisher.flush()).toMatchObject({ type: 'published' });
    });

    it('goes on from what a gateway serves when the newest tree is gone, and takes in the rest should it come back', async () => {
      const { store: kept } = await createFakeDevice(world, { restored: true });
      const root = headRoot();
      await copyTree(kept.blocks, phone.network, { name: didToIpnsName(kept.did), root, via: [] });
      world.holders.delete(kept.blocks);
      await post(ada, 'the last words of the laptop');
      await publish(ada);
      const newest = world.head?.sequence ?? 0n;
      world.holders.delete(ada.store.blocks);
      world.served = { root, blocks: kept.blocks };
      expect(await phone.publisher.reconcile()).toMatchObject({ ok: false, error: { type: 'unreachable' } });
      expect(await phone.publisher.reconcile({ older: true })).toEqual({ ok: true, value: undefined });
      expect(await phone.store.home({ limit: 10 })).toMatchObject([{ content: ['from the laptop'] }]);
      await post(phone, 'from the phone');
      await publish(phone);
      expect(world.head?.sequence).toBeGreaterThan(newest);

      world.holders.add(ada.store.blocks).add(phone.store.blocks);
      ada.publisher.expectNews();
      await publish(ada);
      phone.publisher.expectNews();
      await phone.publisher.flush();
      for (const { store } of [ada, phone]) {
        const texts = (await store.home({ limit: 10 })).map(({ content }) => content).flat();
        expect(texts).toEqual(['from the phone', 'the last words of the laptop', 'from the laptop']);
      }
    });

    it('merges what both wrote apart: nothing lost, nothing doubled, ids unchanged', async () => {
      await phone.publisher.reconcile();
      ada.network.online = false;
      await post(ada, 'laptop, offline');
      await publish(ada);
      await post(phone, 'phone, online');
      await publish(phone);
      await post(ada, 'laptop, waiting');
      ada.network.online = true;
      ada.publisher.expectNews();
      await publish(ada);
      const contents = (await published(ada)).map(({ object }) => (object as { content: string }).content);
      expect(contents.toSorted()).toEqual([
        '<p>from the laptop</p>',
        '<p>laptop, offline</p>',
        '<p>laptop, waiting</p>',
        '<p>phone, online</p>',
      ]);
      phone.publisher.expectNews();
      expect(await phone.publisher.flush()).toEqual({ type: 'idle' });
      expect(await phone.store.outboxCount()).toBe(4);
      expect(await ada.store.outboxCount()).toBe(4);
      expect((await phone.store.ownTree())?.root).toBe((await ada.store.ownTree())?.root);
    });

    it('merges long outboxes without reading again what both have, deletes on old pages included', async () => {
      const ids = [];
      for (let index = 0; index < 70; index += 1) ids.push(await post(ada, `post ${index}`));
      await publish(ada);
      await phone.publisher.reconcile();
      let verified = 0;
      const { verifier } = ada.dependencies;
      const counting = createPublisher({
        ...ada.dependencies,
        verifier: { verify: (...parameters) => ((verified += 1), verifier.verify(...parameters)) },
      });
      const [, third] = ids;
      if (!third) throw new Error('no posts');
      ada.network.online = false;
      await ada.author.deletePost(third);
      await counting.flush();
      await post(phone, 'phone');
      await publish(phone);
      ada.network.online = true;
      await post(ada, 'laptop');
      world.nowMs += 5000;
      counting.expectNews();
      expect(await counting.flush()).toMatchObject({ type: 'published' });
      const activities = await published(ada);
      expect(activities).toHaveLength(74);
      expect(new Set(activities.map(({ id }) => id)).size).toBe(74);
      expect(types(activities).filter((type) => type === 'Delete')).toHaveLength(1);
      expect(JSON.stringify(activities)).not.toContain('post 1<');
      // Two of the four pages differ, of at most twenty activities with an object each.
      expect(verified).toBeLessThan(2 * 41 + 10);
      await countBlocks(ada.store.blocks, headRoot());
      phone.publisher.expectNews();
      await phone.publisher.flush();
      expect(await phone.store.post(third)).toMatchObject({ deleted: true });
    });

    it('waits for posts of the other device that nobody has now, for a day', async () => {
      await phone.publisher.reconcile();
      await post(phone, 'phone');
      await publish(phone);
      world.holders.delete(phone.store.blocks);
      await post(ada, 'laptop');
      ada.publisher.expectNews();
      expect(await publish(ada)).toMatchObject({ type: 'blocked' });
      expect(await ada.store.outboxWaiting(world.nowMs)).toHaveLength(1);
      world.nowMs += 86_400_000;
      expect(await publish(ada)).toMatchObject({ type: 'published' });
      // The phone heals it when it is back.
      world.holders.add(phone.store.blocks);
      phone.publisher.expectNews();
      expect(await publish(phone)).toMatchObject({ type: 'published' });
      expect(types(await published(phone))).toEqual(['Create', 'Create', 'Create']);
    });
  });
});
