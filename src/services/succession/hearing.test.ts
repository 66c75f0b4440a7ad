import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildSuccession } from '../../protocol/activity-streams/build-activity.ts';
import type { Did } from '../../protocol/brand.ts';
import { accountSeed, nextKeyDigest, successorRoot } from '../../protocol/identity/secrets.ts';
import { rkeyFor } from '../../protocol/identity/rkey.ts';
import type { Signer } from '../../protocol/ports/crypto.ts';
import { serialize, signDocument } from '../../protocol/proof/proof.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { nameOfDid } from '../addresses.ts';
import { openPendingRoot } from '../backup/open-secrets.ts';
import { createFakeHub, type FakeHub } from '../testing/fake-hub.ts';
import { createFakePerson, type FakePerson } from '../testing/fake-person.ts';
import { holdIngest } from '../testing/hold-ingest.ts';

async function eventually(hub: FakeHub, expectation: () => Promise<void>): Promise<void> {
  await vi.waitFor(
    async () => {
      hub.timers.advance(50);
      await expectation();
    },
    { timeout: 10_000, interval: 10 },
  );
}

/** The key that the account has named in its first actor. */
async function successorOf(person: FakePerson): Promise<Signer> {
  const record = (await person.device.accounts()).find(({ did }) => did === person.me.did);
  const root = record && (await openPendingRoot(crypto.subtle, record));
  if (root === undefined) throw new Error('no root secret');
  const next = successorRoot(root);
  expect((await person.store.profile())?.nextKeyDigest).toBe(nextKeyDigest(next));
  return createSeedSigner(accountSeed(next));
}

async function statement(signer: Signer, account: Did, atMs: number, endMs?: number): Promise<Uint8Array> {
  const published = timestampOf(atMs);
  const base = { did: signer.did, rkey: rkeyFor(atMs, 1), published };
  const unsigned = buildSuccession(base, account, endMs === undefined ? undefined : timestampOf(endMs));
  return serialize(await signDocument(unsigned, signer, published));
}

describe('hearing of successors', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let ben: FakePerson;
  const benReads = async (): Promise<string[]> => (await ben.app.home({ limit: 40 })).items.map((post) => post.text);
  const follows = async (): Promise<Did[]> => (await ben.store.follows()).flatMap(({ did, removed }) => (removed ? [] : [did]));

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    ben = await createFakePerson(hub, 'Ben', openAccountStore);
    expect((await ada.post('Before')).ok).toBe(true);
    expect((await ben.app.follow(ada.me.address)).ok).toBe(true);
    await eventually(hub, async () => expect(await benReads()).toEqual(['Before']));
    expect((await ben.store.successions.get(ada.me.did))?.pin).toBe((await ada.store.profile())?.nextKeyDigest);
  });

  it('follows whoever goes on with the same options and lists, and hears nothing of the old key', async () => {
    const next = await successorOf(ada);
    await ben.app.setFollowOptions(ada.me.did, { showBoosts: false, notify: true, languages: ['en'] });
    await ben.store.collections.putLists(
      [{ id: 'l', title: 'Friends', stampMs: 1, removed: false }],
      [{ list: 'l', member: ada.me.did, stampMs: 1, removed: false }],
    );
    hub.timers.advance(10_000);
    const endMs = hub.timers.nowMs();
    hub.timers.advance(10_000);
    expect((await ada.post('By the thief')).ok).toBe(true);
    await eventually(hub, async () => expect(await benReads()).toEqual(['By the thief', 'Before']));

    hub.statements.set(ada.me.did, await statement(next, ada.me.did, hub.timers.nowMs(), endMs));
    await ben.store.successions.noteAsked(ada.me.did, 0);
    expect((await ada.post('Again by the thief')).ok).toBe(true);
    await eventually(hub, async () => expect(await follows()).toEqual([next.did]));
    await eventually(hub, async () => expect(await benReads()).toEqual(['Before']));
    const followed = (await ben.store.follows()).find(({ did }) => did === next.did);
    expect(followed?.options).toEqual({ showBoosts: false, notify: true, languages: ['en'] });
    const members = (await ben.store.collections.members('l')).filter(({ removed }) => !removed);
    expect(members.map(({ member }) => member)).toContain(next.did);
    const [told] = await ben.store.notifications({ limit: 1 });
    expect(told).toMatchObject({ type: 'successor', actor: next.did });

    // Whoever follows the old address, follows the one that goes on.
    expect(await ben.app.follow(ada.me.address)).toMatchObject({ ok: true });
    expect(await follows()).toEqual([next.did]);

    hub.timers.advance(60_000);
    expect((await ada.post('Third by the thief')).ok).toBe(true);
    hub.timers.advance(60_000);
    await ben.app.person(ada.me.did);
    expect(await benReads()).toEqual(['Before']);
  });

  it('believes a letter from the successor, but not one of anybody else', async () => {
    const next = await successorOf(ada);
    const thief = createSeedSigner(new Uint8Array(32).fill(9));
    const nowMs = hub.timers.nowMs();
    const network = ada.network();
    network.tell(nameOfDid(ada.me.did), await statement(thief, ada.me.did, nowMs));
    await eventually(hub, async () => expect(await follows()).toEqual([ada.me.did]));
    network.tell(nameOfDid(ada.me.did), await statement(next, ada.me.did, nowMs));
    await eventually(hub, async () => expect(await follows()).toEqual([next.did]));
    expect(await benReads()).toEqual(['Before']);
  });

  it('keeps in Home what came before, also when the account is being read at that moment', async () => {
    const next = await successorOf(ada);
    const { isHeld, go } = holdIngest(ben.store);
    expect((await ada.post('After')).ok).toBe(true);
    await eventually(hub, async () => expect(isHeld()).toBe(true));
    ada.network().tell(nameOfDid(ada.me.did), await statement(next, ada.me.did, hub.timers.nowMs() + 60_000));
    await eventually(hub, async () => expect(await follows()).toEqual([next.did]));
    const over = ben.app.refresh(ada.me.did);
    go();
    await over;
    expect(await benReads()).toContain('Before');
  });
});
