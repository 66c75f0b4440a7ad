import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { CID } from 'multiformats/cid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ObjectId, Did } from '../../protocol/brand.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { countBlocks } from '../testing/published-tree.ts';
import { type Publishing, publishingIn } from '../testing/publishing.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';

const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });

const stranger = 'https://elsewhere.example/notes/1' as ObjectId;

describe('createPublisher', () => {
  let world: FakeWorld;
  let ada: FakeDevice;
  let post: Publishing['post'];
  let publish: Publishing['publish'];
  let published: Publishing['published'];

  beforeEach(async () => {
    world = createFakeWorld(openStore);
    ada = await createFakeDevice(world);
    ({ post, publish, published } = publishingIn(world));
  });

  const types = (activities: readonly { readonly type?: unknown }[]) => activities.map(({ type }) => type);

  it('publishes an empty account first, and then nothing more', async () => {
    expect(await ada.publisher.flush()).toMatchObject({ type: 'published', activities: [] });
    expect(await published(ada)).toEqual([]);
    expect(await ada.publisher.flush()).toEqual({ type: 'idle' });
    expect(ada.network.published).toBe(1);
  });

  it('holds a post back for the undo window', async () => {
    await post(ada, 'hello');
    await ada.publisher.flush();
    expect(await published(ada)).toEqual([]);
    expect(await publish(ada)).toMatchObject({ type: 'published', activities: [{ type: 'Create' }] });
    expect(types(await published(ada))).toEqual(['Create']);
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
    expect(types(await published(ada))).toEqual([...Array.from({ length: 25 }, () => 'Create'), 'Like']);
  });

  it('joins calls that come during a flush', async () => {
    await post(ada, 'one');
    world.nowMs += 5000;
    await Promise.all([ada.publisher.flush(), ada.publisher.flush(), ada.publisher.flush()]);
    expect(ada.network.published).toBe(1);
    expect(await published(ada)).toHaveLength(1);
  });

  it('works without a network and announces later', async () => {
    ada.network.online = false;
    await post(ada, 'on the train');
    expect(await publish(ada)).toMatchObject({ type: 'published' });
    expect(world.head).toBeUndefined();
    expect((await ada.store.ownTree())?.announced).toBeUndefined();
    world.gateways = ['https://gateway.example'];
    expect(await ada.publisher.lookForCopies()).toBe('untold');
    ada.network.online = true;
    expect(await ada.publisher.lookForCopies()).toBe('untold');
    await ada.publisher.reannounce();
    expect(types(await published(ada))).toEqual(['Create']);
    expect(await ada.publisher.lookForCopies()).toBe('on-the-way');
  });

  it('says of what it published that a gateway has it when the gateway has copied it, and not before', async () => {
    const serve = async (): Promise<void> => {
      world.served = { root: CID.parse((await ada.store.ownTree())?.publishedRoot ?? ''), blocks: ada.store.blocks };
    };
    world.gateways = ['https://gateway.example'];
    const first = await post(ada, 'first');
    await publish(ada);
    expect(await ada.publisher.lookForCopies()).toBe('on-the-way');
    expect(await ada.publisher.reach()).toMatchObject({ gateways: [], fresh: [first] });
    await serve();
    expect(await ada.publisher.lookForCopies()).toBe('everywhere');
    expect(await ada.publisher.reach()).toMatchObject({ gateways: ['https://gateway.example'], fresh: [] });
    ada.network.online = false;
    const second = await post(ada, 'in the tunnel');
    await publish(ada);
    // What was copied before has not gone away.
    expect(await ada.publisher.reach()).toMatchObject({ gateways: ['https://gateway.example'], fresh: [second] });
    const third = await post(ada, 'still in the tunnel');
    await publish(ada);
    await ada.publisher.lookForCopies();
    expect(await ada.publisher.reach()).toMatchObject({ gateways: ['https://gateway.example'], fresh: [second, third] });
    ada.network.online = true;
    await serve();
    await ada.publisher.lookForCopies();
    expect(await ada.publisher.reach()).toMatchObject({ gateways: ['https://gateway.example'], fresh: [] });
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
    expect(types(await published(ada))).toEqual(['Create', 'Update']);
    await ada.author.deletePost(id);
    await publish(ada);
    const activities = await published(ada);
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
    expect(await published(ada)).toHaveLength(46);
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
});
