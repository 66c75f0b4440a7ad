import { beforeEach, describe, expect, it, vi } from 'vitest';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountId } from '../../protocol/identity/paths.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { hearStatement } from './hear-statement.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import { createFakeHub, type FakeHub } from '../testing/fake-hub.ts';
import { createFakePerson, type FakePerson } from '../testing/fake-person.ts';

async function eventually(hub: FakeHub, expectation: () => Promise<void>): Promise<void> {
  await vi.waitFor(
    async () => {
      hub.timers.advance(50);
      await expectation();
    },
    { timeout: 10_000, interval: 10 },
  );
}

describe('leaving', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let ben: FakePerson;

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    ben = await createFakePerson(hub, 'Ben', openAccountStore);
    expect((await ben.app.follow(ada.me.address)).ok).toBe(true);
    expect((await ada.app.follow(ben.me.address)).ok).toBe(true);
    expect((await ada.post('Hello')).ok).toBe(true);
    await eventually(hub, async () => expect(await ada.store.person(ben.me.did)).toBeDefined());
    await eventually(hub, async () => expect(await ben.store.person(ada.me.did)).toBeDefined());
  });

  it('moves only to somebody who names this account', async () => {
    const desk = await ada.app.succession();
    expect(await desk.moveTo(ada.me.address)).toEqual({ ok: false, error: { type: 'yourself' } });
    expect(await desk.moveTo(ben.me.address)).toEqual({ ok: false, error: { type: 'does-not-name-you' } });
    const known = await ada.store.person(ben.me.did);
    if (known === undefined) throw new Error('not read');
    const actor = { ...known.actor, alsoKnownAs: [accountId(ada.me.did, 'actor')] };
    await ada.store.ingest({
      posts: [],
      deletedPosts: [],
      reactions: [],
      undone: [],
      notifications: [],
      person: { ...known, actor, updatedMs: known.updatedMs + 1 },
    });
    expect(await desk.moveTo(ben.me.address)).toEqual({ ok: true, value: ben.me.did });
    expect((await desk.state()).movedTo).toBe(accountId(ben.me.did, 'actor'));
    await eventually(hub, async () => {
      const person = await ben.store.person(ada.me.did);
      expect(person?.actor['movedTo']).toBe(accountId(ben.me.did, 'actor'));
    });
    expect((await ben.app.person(ada.me.did)).goesOnAs).toMatchObject({ id: ben.me.did });
  });

  it('reads somebody who was never looked at, and says whether moving there will be believed', async () => {
    const cleo = await createFakePerson(hub, 'Cleo', openAccountStore);
    const desk = await ada.app.succession();
    expect((await cleo.post('Hello from Cleo')).ok).toBe(true);
    await eventually(hub, async () => expect(hub.heads.get(didToIpnsName(cleo.me.did))).toBeDefined());
    expect(await desk.checkMove(cleo.me.address)).toEqual({ ok: false, error: { type: 'does-not-name-you' } });
    expect(await (await cleo.app.linked()).add(ada.me.address)).toMatchObject({ ok: true });
    const target = { id: cleo.me.did, name: 'Cleo', username: 'cleo' };
    await eventually(hub, async () => expect(await desk.checkMove(cleo.me.address)).toEqual({ ok: true, value: target }));
    expect((await desk.state()).movedTo).toBeUndefined();
    expect(await desk.moveTo(cleo.me.address)).toEqual({ ok: true, value: cleo.me.did });
  });

  it('ends the account after the name was typed, and says nothing more', async () => {
    const desk = await ada.app.succession();
    expect(await desk.close('somebody')).toEqual({ ok: false, error: { type: 'wrong-name' } });
    expect(await desk.close(' @ada ')).toEqual({ ok: true, value: undefined });
    expect((await desk.state()).isClosed).toBe(true);
    expect(await ada.post('too late')).toEqual({ ok: false, error: { type: 'read-only' } });
    const waiting = async (): Promise<number> => (await ada.store.waitingKeys()).length;
    await eventually(hub, async () => expect(await waiting()).toBe(0));
    await eventually(hub, async () => {
      const own = await ada.store.ownTree();
      expect(own?.publishedRoot).toBe(own?.root);
    });
  });

  it('is heard of by followers: nothing of the account is shown, nothing is asked of it any more, and they are told', async () => {
    const home = async (): Promise<string[]> => (await ben.app.home({ limit: 10 })).items.map(({ text }) => text);
    await eventually(hub, async () => expect(await home()).toEqual(['Hello']));
    expect((await (await ada.app.succession()).close('ada')).ok).toBe(true);
    await eventually(hub, async () => expect((await ben.app.person(ada.me.did)).hasEnded).toBe(true));
    expect(await home()).toEqual([]);
    expect((await ben.app.profileTimeline(ada.me.did, { limit: 10 })).items).toEqual([]);
    const told = (await ben.app.notifications({ limit: 10 })).items.filter(({ type }) => type === 'ended');
    expect(told.map(({ actor }) => actor.name)).toEqual(['Ada']);
    expect((await ben.app.following()).map(({ hasEnded }) => hasEnded)).toEqual([true]);
    // Asked again, also by hand, it costs nobody anything.
    const { asked } = ben.network();
    expect(await ben.app.refresh(ada.me.did)).toMatchObject({ ok: true });
    expect(ben.network().asked).toBe(asked);
  });

  it('is not the end when the key was stolen: whoever goes on brings everything back', async () => {
    await ada.app.saveBackup('correct horse battery staple');
    const desk = await ada.app.succession();
    hub.timers.advance(60_000);
    const stolenMs = Math.floor(hub.timers.nowMs() / 1000) * 1000;
    hub.timers.advance(5_000);
    expect((await desk.close('ada')).ok).toBe(true);
    await eventually(hub, async () => expect((await ben.app.person(ada.me.did)).hasEnded).toBe(true));
    const taken = await desk.takeBack({ passphrase: 'correct horse battery staple' }, stolenMs);
    if (!taken.ok) throw new Error(taken.error.type);
    const record = (await ada.device.accounts()).find(({ did }) => did === taken.value);
    await ben.app.refresh(ada.me.did);
    await hearStatement(
      { store: ben.store, verifier: createVerifier(), clock: hub.timers },
      ada.me.did,
      record?.succeeds?.statement ?? new Uint8Array(),
    );
    const person = await ben.app.person(ada.me.did);
    expect([person.hasEnded, person.goesOnAs?.id]).toEqual([undefined, taken.value]);
    await eventually(hub, async () =>
      expect((await ben.app.home({ limit: 10 })).items.map(({ text }) => text)).toEqual(['Hello']),
    );
  });
});
