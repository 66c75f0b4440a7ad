import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serialize } from '../protocol/proof/proof.ts';
import { openAccountStore } from '../storage/open-account-store.ts';
import { nameOfDid } from './addresses.ts';
import { createFakeHub, type FakeHub } from './testing/fake-hub.ts';
import { createFakePerson, type FakePerson } from './testing/fake-person.ts';

describe('a post that comes ahead of its tree', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let ben: FakePerson;

  const eventually = (expectation: () => Promise<void>): Promise<void> =>
    vi.waitFor(
      async () => {
        hub.timers.advance(50);
        await expectation();
      },
      { timeout: 10_000, interval: 10 },
    );
  const home = async (): Promise<string[]> => (await ben.app.home({ limit: 40 })).items.map(({ text }) => text);
  /** Ada's signed activities, oldest first, as they would be told. */
  const activities = async (): Promise<Uint8Array[]> =>
    (await ada.store.outboxRange(undefined, 40)).map(({ activity }) => serialize(activity));
  const tell = (bytes: Uint8Array, name = nameOfDid(ada.me.did)): Promise<boolean> => ada.network().deliver(name, bytes);

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    ben = await createFakePerson(hub, 'Ben', openAccountStore);
    await ada.post('First');
    await ben.app.follow(ada.me.address);
    await eventually(async () => expect(await home()).toEqual(['First']));
  });
  afterEach(() => {
    for (const person of [ada, ben]) person.closeAll();
  });

  it('is seen although the tree cannot be fetched, and once only when it can', async () => {
    hub.setReadable(false);
    await ada.post('News');
    await eventually(async () => expect(await home()).toEqual(['News', 'First']));
    const before = (await ben.store.syncState(ada.me.did))?.root;
    hub.setReadable(true);
    await ada.post('More');
    await eventually(async () => {
      expect((await ben.store.syncState(ada.me.did))?.root).not.toEqual(before);
      expect(await home()).toEqual(['More', 'News', 'First']);
    });
  });

  it('is refused when forged, old, of somebody who is not followed, or under another name', async () => {
    hub.setReadable(false);
    ada.network().direct = false;
    await ada.post('Waiting');
    await eventually(async () => expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]));
    ada.network().direct = true;
    const [, news] = await activities();
    if (news === undefined) throw new Error('nothing to tell');
    const changed = new TextEncoder().encode(new TextDecoder().decode(news).replaceAll('Waiting', 'Changed'));
    expect(await tell(changed)).toBe(false);
    expect(await tell(new Uint8Array(70_000))).toBe(false);
    await tell(news, nameOfDid(ben.me.did));
    expect(await home()).toEqual(['First']);
    hub.timers.advance(11 * 60_000);
    expect(await tell(news)).toBe(false);
    expect(await home()).toEqual(['First']);
  });

  it('of somebody who is not followed any more stays away', async () => {
    hub.setReadable(false);
    await ben.app.unfollow(ada.me.did);
    await ada.post('Unwanted');
    await eventually(async () => expect(await ada.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]));
    const [, news] = await activities();
    if (news === undefined) throw new Error('nothing to tell');
    expect(await tell(news)).toBe(false);
    expect((await ben.app.profileTimeline(ada.me.did, { limit: 5 })).items.map(({ text }) => text)).toEqual(['First']);
  });
});
