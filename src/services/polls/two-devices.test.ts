import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { voteType } from '../../protocol/activity-streams/count-votes.ts';
import { readPoll } from '../../protocol/activity-streams/poll.ts';
import type { CanonicalId, Did } from '../../protocol/brand.ts';
import type { ReactionRecord } from '../../protocol/ports/records.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { createOwnOutbox } from '../publish/own-outbox.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { type Publishing, publishingIn } from '../testing/publishing.ts';
import { keepPolls } from './poll-keeper.ts';
import { judgePoll, publishTally } from './publish-tally.ts';

const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });
const minuteMs = 60_000;
const question = { poll: { options: ['Tea', 'Coffee'], isMultiple: false, minutes: 10_080 } };

describe('polls of an account', () => {
  let world: FakeWorld;
  let laptop: FakeDevice;
  let phone: FakeDevice;
  let hands: Publishing;

  beforeEach(async () => {
    world = createFakeWorld(openStore);
    laptop = await createFakeDevice(world);
    hands = publishingIn(world);
  });

  /** The question, on two devices that then lose sight of each other. */
  async function askAndPart(): Promise<CanonicalId> {
    const id = await hands.post(laptop, 'Tea or coffee?', question);
    await hands.publish(laptop);
    phone = await createFakeDevice(world, { restored: true });
    await phone.publisher.reconcile();
    world.nowMs += 60 * minuteMs;
    for (const { network } of [laptop, phone]) network.online = false;
    return id;
  }

  async function meet(): Promise<void> {
    for (const { network, publisher } of [laptop, phone]) {
      network.online = true;
      publisher.expectNews();
    }
    for (const { publisher } of [laptop, phone, laptop, phone]) {
      await publisher.reannounce();
      publisher.expectNews();
      await publisher.flush();
    }
  }

  async function vote({ store }: FakeDevice, id: CanonicalId, voter: string, choice: string): Promise<void> {
    const actor = `did:key:${voter}` as Did;
    const reaction = { id: `ap://${actor}/vote`, type: voteType(choice), objectId: id, actor, atMs: world.nowMs };
    const nothing = { posts: [], deletedPosts: [], undone: [], notifications: [] };
    await store.ingest({ ...nothing, reactions: [reaction as ReactionRecord] });
  }

  async function count(device: FakeDevice, id: CanonicalId): Promise<string> {
    const post = await device.store.post(id);
    if (post === undefined) throw new Error('no poll');
    const state = await judgePoll(device.store, post, world.nowMs);
    if (state.type === 'publish') await publishTally(device.store, createOwnOutbox(device.dependencies), post, state.object);
    return state.type;
  }

  async function shown({ store }: FakeDevice, id: CanonicalId) {
    const object = (await store.post(id))?.object ?? {};
    return { content: object['content'], votes: readPoll(object)?.options.map(({ votes }) => votes) };
  }

  it('keep words that were changed on one device while another one counted', async () => {
    const id = await askAndPart();
    await hands.post(phone, 'Tea or coffee, please?', { edits: id });
    await hands.publish(phone);
    world.nowMs += minuteMs;
    await vote(laptop, id, 'ben', 'Tea');
    expect(await count(laptop, id)).toBe('publish');
    await hands.publish(laptop);
    await meet();
    world.nowMs += 60 * minuteMs;
    expect(await count(laptop, id)).toBe('publish');
    await hands.publish(laptop);
    await meet();
    for (const device of [laptop, phone])
      expect(await shown(device, id)).toEqual({ content: '<p>Tea or coffee, please?</p>', votes: [1, 0] });
    expect(await count(laptop, id)).toBe('wait');
  });

  it('never go back to fewer votes than were published once', async () => {
    const id = await askAndPart();
    for (const voter of ['ben', 'carl']) await vote(laptop, id, voter, 'Tea');
    await count(laptop, id);
    await hands.publish(laptop);
    world.nowMs += minuteMs;
    await vote(phone, id, 'dora', 'Coffee');
    await count(phone, id);
    await hands.publish(phone);
    await meet();
    world.nowMs += 60 * minuteMs;
    await count(phone, id);
    await hands.publish(phone);
    expect(await shown(phone, id)).toMatchObject({ votes: [2, 1] });
  });

  it('are all counted, though one of them ends while another one is published', async () => {
    const timers = createManualTimers(world.nowMs);
    const report = vi.fn();
    const short = await hands.post(laptop, 'Now?', { poll: { ...question.poll, minutes: 60 } });
    timers.advance(1000);
    world.nowMs = timers.nowMs();
    const long = await hands.post(laptop, 'Tea or coffee?', question);
    const clock = { nowMs: timers.nowMs };
    const stop = keepPolls({ ...laptop.dependencies, clock, timers, report });
    const eventually = (expectation: () => Promise<void>): Promise<void> =>
      vi.waitFor(async () => {
        timers.advance(minuteMs);
        world.nowMs = timers.nowMs();
        await expectation();
      });
    timers.advance(70 * minuteMs);
    await eventually(async () => expect((await laptop.store.post(short))?.object['closed']).toBeDefined());
    timers.advance(24 * 60 * minuteMs);
    world.nowMs = timers.nowMs();
    await vote(laptop, long, 'ben', 'Tea');
    await eventually(async () => expect(await shown(laptop, long)).toMatchObject({ votes: [1, 0] }));
    expect(report).not.toHaveBeenCalled();
    stop();
  });
});
