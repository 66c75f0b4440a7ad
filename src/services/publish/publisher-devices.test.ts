import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { countBlocks } from '../testing/published-tree.ts';
import { draftOf, type Publishing, publishingIn } from '../testing/publishing.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { updateAccountTree } from '../../protocol/tree/account-tree.ts';
import { copyTree } from './copy-tree.ts';
import { createPublisher } from './publisher.ts';

const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });

describe('createPublisher, with a second device', () => {
  let world: FakeWorld;
  let ada: FakeDevice;
  let phone: FakeDevice;
  let post: Publishing['post'];
  let publish: Publishing['publish'];
  let published: Publishing['published'];
  let headRoot: Publishing['headRoot'];

  beforeEach(async () => {
    world = createFakeWorld(openStore);
    ada = await createFakeDevice(world);
    ({ post, publish, published, headRoot } = publishingIn(world));
    await post(ada, 'from the laptop');
    await publish(ada);
    phone = await createFakeDevice(world, { restored: true });
  });

  const types = (activities: readonly { readonly type?: unknown }[]) => activities.map(({ type }) => type);

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
    expect(await phone.author.post(draftOf('too early'))).toEqual({ ok: false, error: { type: 'read-only' } });
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

  it('takes the name that was changed, too, of what a gateway serves', async () => {
    const { store: kept } = await createFakeDevice(world, { restored: true });
    const name = didToIpnsName(kept.did);
    expect((await ada.author.updateProfile({ name: 'Ada of the meadow', username: 'ada', bio: '', icon: 'keep' })).ok).toBe(true);
    await publish(ada);
    await copyTree(kept.blocks, phone.network, { name, root: headRoot(), via: [] });
    world.served = { root: headRoot(), blocks: kept.blocks };
    world.holders.delete(kept.blocks);
    await post(ada, 'the last words of the laptop');
    await publish(ada);
    world.holders.delete(ada.store.blocks);
    // What a restore by words begins with.
    await phone.store.putProfile({ preferredUsername: 'someone', name: 'someone', bio: '', publishedAt: timestampOf(0) });
    expect(await phone.publisher.reconcile({ older: true })).toEqual({ ok: true, value: undefined });
    expect(await phone.store.profile()).toMatchObject({ preferredUsername: 'ada', name: 'Ada of the meadow' });
    expect((await phone.store.person(phone.store.did))?.name).toBe('Ada of the meadow');
  });

  it('takes of what a gateway serves only what is signed', async () => {
    const { store: kept } = await createFakeDevice(world, { restored: true });
    const root = headRoot();
    await copyTree(kept.blocks, phone.network, { name: didToIpnsName(kept.did), root, via: [] });
    world.holders.delete(kept.blocks);
    await post(ada, 'the last words of the laptop');
    await publish(ada);
    world.holders.delete(ada.store.blocks);
    const forged = await updateAccountTree({
      store: kept.blocks,
      root,
      signer: world.signer,
      nowMs: world.nowMs,
      activities: [],
      files: new Map([['index.html', new TextEncoder().encode('<h1>Send me your words</h1>')]]),
    });
    await kept.blocks.putMany(forged.added);
    world.served = { root: forged.root, blocks: kept.blocks };
    expect(await phone.publisher.reconcile({ older: true })).toEqual({ ok: true, value: undefined });
    await post(phone, 'from the phone');
    await publish(phone);
    expect(types(await published(phone))).toEqual(['Create', 'Create']);
    expect(await readPath(phone.store.blocks, headRoot(), 'index.html')).toBeUndefined();
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

  it('takes in what another device published while the own tree was built, before it puts its own name on a tree', async () => {
    await phone.publisher.reconcile();
    await post(ada, 'laptop');
    world.nowMs += 5000;
    // Its gateways answer late: nothing is known of the phone when the tree is built, and something when it is to be signed.
    let isLate = true;
    const network = {
      ...ada.network,
      resolve: async (...parameters: Parameters<typeof ada.network.resolve>) =>
        isLate ? ada.store.heads.get(parameters[0]) : ada.network.resolve(...parameters),
      async publish(...parameters: Parameters<typeof ada.network.publish>) {
        if (isLate) {
          isLate = false;
          await post(phone, 'phone');
          await publish(phone);
          if (world.head) await ada.store.heads.accept(world.head);
        }
        return ada.network.publish(...parameters);
      },
    };
    expect(await createPublisher({ ...ada.dependencies, network }).flush()).toMatchObject({ type: 'published' });
    // The phone is never seen again.
    world.holders.delete(phone.store.blocks);
    const contents = (await published(ada)).map(({ object }) => (object as { content: string }).content);
    expect(contents.toSorted()).toEqual(['<p>from the laptop</p>', '<p>laptop</p>', '<p>phone</p>']);
  });

  it('does not wait for posts that its owner has given up', async () => {
    world.holders.delete(ada.store.blocks);
    expect(await phone.publisher.reconcile()).toMatchObject({ ok: false, error: { type: 'unreachable' } });
    await phone.publisher.declareGone();
    await phone.store.putProfile({ preferredUsername: 'ada', name: 'Ada', bio: '', publishedAt: timestampOf(world.nowMs) });
    await post(phone, 'anew');
    expect(await publish(phone)).toMatchObject({ type: 'published' });
  });

  it('leaves nothing out of a merge because a clock was put back', async () => {
    await phone.publisher.reconcile();
    ada.network.online = false;
    await post(ada, 'laptop, offline');
    await publish(ada);
    await post(phone, 'phone, online');
    await publish(phone);
    world.nowMs -= 86_400_000;
    ada.network.online = true;
    ada.publisher.expectNews();
    await ada.publisher.flush();
    const contents = (await published(ada)).map(({ object }) => (object as { content: string }).content);
    expect(contents.toSorted()).toEqual(['<p>from the laptop</p>', '<p>laptop, offline</p>', '<p>phone, online</p>']);
  });
});
