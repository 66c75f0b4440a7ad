import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IpnsName, ObjectId } from '../protocol/brand.ts';
import { serialize } from '../protocol/proof/proof.ts';
import { openAccountStore } from '../storage/open-account-store.ts';
import { nameOfDid } from './addresses.ts';
import { createFakeHub, type FakeHub } from './testing/fake-hub.ts';
import { createFakePerson, type FakePerson } from './testing/fake-person.ts';

describe('letters from person to person', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let ben: FakePerson;
  let question: ObjectId;
  let adaName: IpnsName;

  /** Time goes on, as it does, until the expectation holds. */
  const eventually = (expectation: () => Promise<void>): Promise<void> =>
    vi.waitFor(
      async () => {
        hub.timers.advance(50);
        await expectation();
      },
      { timeout: 10_000, interval: 10 },
    );
  /** What is due is begun; from then on time stands still, so that nothing can be had by waiting for a timer. */
  const atOnce = async (expectation: () => Promise<void>): Promise<void> => {
    await vi.waitFor(async () => {
      hub.timers.advance(1);
      expect(await ben.store.outboxWaiting(Number.MAX_SAFE_INTEGER)).toEqual([]);
    });
    await vi.waitFor(expectation, { interval: 10 });
  };
  const told = async (person: FakePerson): Promise<string[]> =>
    (await person.app.notifications({ limit: 40 })).items.map(({ type, actor }) => `${type} ${actor.name}`);
  const lettersOf = async (person: FakePerson, id: ObjectId): Promise<Uint8Array[]> =>
    (await person.store.outboxFor(id)).map(({ activity }) => serialize(activity));

  beforeEach(async () => {
    hub = createFakeHub();
    hub.setGateway(false);
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    ben = await createFakePerson(hub, 'Ben', openAccountStore);
    adaName = nameOfDid(ada.me.did);
    const posted = await ada.post('What do you think?');
    if (!posted.ok) throw new Error(posted.error.type);
    question = posted.value.id;
    await ben.app.follow(ada.me.address);
    await eventually(async () => expect((await ben.app.home({ limit: 5 })).items).toHaveLength(1));
  });
  afterEach(() => {
    for (const person of [ada, ben]) person.closeAll();
  });

  it('tell of a reply, a like and its end at once, without gateway and without following', async () => {
    await ben.post('I agree', { inReplyTo: question });
    await atOnce(async () => expect(await told(ada)).toEqual(['reply Ben']));
    expect((await ada.app.thread(question))?.replies.map(({ post }) => post.text)).toEqual(['I agree']);
    expect((await ada.app.person(ben.me.did)).followed).toBe(false);
    await ben.app.setLike(question, true);
    await atOnce(async () => expect((await ada.app.thread(question))?.post.counts.likes).toBe(1));
    await ben.app.setLike(question, false);
    await atOnce(async () => expect((await ada.app.thread(question))?.post.counts.likes).toBe(0));
    expect(hub.letters.size).toBe(0);
  });

  it('are left in the own box for the other devices of the account, where there are any', async () => {
    hub.setGateway(true);
    const entry = { kind: 'device', stampMs: 1, removed: false, value: { name: 'Phone', added: 1, used: 1 } };
    await ada.store.privateEntries.put([
      { ...entry, id: 'laptop' },
      { ...entry, id: 'phone' },
    ]);
    await ben.post('I agree', { inReplyTo: question });
    await atOnce(async () => expect(hub.letters.get(ada.me.did)).toHaveLength(1));
    const [letter] = hub.letters.get(ada.me.did) ?? [];
    expect(letter).toMatchObject({ type: 'Create', object: { content: expect.stringContaining('I agree') } });
    await atOnce(async () => expect(await told(ada)).toEqual(['reply Ben']));
  });

  it('go into no box when they were taken, and into one when nobody was there', async () => {
    hub.setGateway(true);
    await ben.app.setLike(question, true);
    await atOnce(async () => expect(await told(ada)).toEqual(['like Ben']));
    expect(hub.letters.size).toBe(0);
    ada.network().direct = false;
    await ben.app.setBoost(question, true);
    await atOnce(async () => expect(hub.letters.get(ada.me.did)).toHaveLength(1));
    await eventually(async () => {
      hub.timers.advance(30_000);
      expect(await told(ada)).toEqual(['boost Ben', 'like Ben']);
    });
  });

  it('wait for somebody who is away while there is no gateway', async () => {
    ada.network().direct = false;
    await ben.app.setLike(question, true);
    await atOnce(async () => expect(await ben.store.setting('letters')).toMatchObject([{ tries: 1 }]));
    ada.network().direct = true;
    await eventually(async () => {
      hub.timers.advance(30_000);
      expect(await ben.store.setting('letters')).toEqual([]);
    });
    // In small steps: reading who that is has a limit of time, too.
    await eventually(async () => expect(await told(ada)).toEqual(['like Ben']));
  });

  it('are shown under the name of who wrote as soon as that can be read', async () => {
    hub.setReadable(false);
    await ben.app.setLike(question, true);
    await eventually(async () => expect(await told(ada)).toEqual([expect.stringMatching(/^like k51/)]));
    hub.setReadable(true);
    await eventually(async () => expect(await told(ada)).toEqual(['like Ben']));
  });

  it('are shown under that name also when it can only be read after a new start', async () => {
    hub.setReadable(false);
    await ben.app.setLike(question, true);
    await eventually(async () => expect(await told(ada)).toEqual([expect.stringMatching(/^like k51/)]));
    ada.closeFirstTab();
    hub.setReadable(true);
    const { app } = ada.openTab();
    await app.connect();
    await eventually(async () => expect(await told({ ...ada, app })).toEqual(['like Ben']));
  });

  it('of blocked people are dropped without their noticing', async () => {
    hub.setGateway(true);
    await ada.app.setBlock(ben.me.did, true);
    await ben.app.setLike(question, true);
    await atOnce(async () => expect(await ben.store.setting('letters')).toEqual([]));
    expect(hub.letters.size).toBe(0);
    expect(await told(ada)).toEqual([]);
  });

  it('are refused when they are forged, or for another account', async () => {
    await ben.app.setLike(question, true);
    await atOnce(async () => expect(await told(ada)).toEqual(['like Ben']));
    const [like] = await lettersOf(ben, question);
    if (like === undefined) throw new Error('no letter');
    const carry = (name: IpnsName, bytes: Uint8Array): Promise<boolean> => ben.network().deliver(name, bytes);
    const forge = (find: RegExp, put: string): Uint8Array =>
      new TextEncoder().encode(new TextDecoder().decode(like).replace(find, put));
    expect(await carry(adaName, like)).toBe(true);
    expect(await carry(nameOfDid(ben.me.did), like)).toBe(false);
    const otherProof = [/"proofValue":"z.{8}/, '"proofValue":"z4CHANGED'] as const;
    const forged = [new Uint8Array(), forge(/^/, ' '), forge(/.$/, ''), forge(...otherProof)];
    for (const bytes of forged) expect(await carry(adaName, bytes), new TextDecoder().decode(bytes)).toBe(false);
    expect(await told(ada)).toEqual(['like Ben']);
  });

  it('are taken from one person only so often', async () => {
    for (let count = 0; count < 32; count += 1) await ben.post(`Reply ${count}`, { inReplyTo: question });
    await atOnce(async () => {
      expect(await ben.store.setting('letters')).toMatchObject([{ tries: 1 }, { tries: 1 }]);
    });
    expect(await told(ada)).toHaveLength(30);
  });
});
