import { describe, expect, it, vi } from 'vitest';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { CrashError, crashing, type CrashPlan } from '../testing/crash.ts';
import { createPairingWorld, type NewDevice, pairingPassphrase, type PairingWorld } from '../testing/fake-pairing-devices.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';

const friends = [7, 8, 9].map((fill) => seedToDid(new Uint8Array(32).fill(fill)));

async function createWorld(): Promise<PairingWorld> {
  const world = await createPairingWorld({ openStore: openAccountStore });
  for (const did of friends) {
    await world.store.putFollow({ did, name: didToIpnsName(did), stampMs: 5, removed: false, via: [], coHost: false });
  }
  await world.store.putSetting('gateways', ['https://gateway.example']);
  return world;
}

/** Everything that people do, up to the moment in which the new device begins to store. */
async function pair(world: PairingWorld, phone: NewDevice): Promise<void> {
  const joining = phone.desk.join(await world.link());
  await vi.waitFor(() =>
    expect(phone.state().phase === 'failed' || [phone.state().phase, world.offerState().phase].join()).toBeOneOf([
      true,
      'compare,compare',
    ]),
  );
  if (phone.state().phase === 'failed') return;
  await Promise.all([world.offer.ask({ type: 'same' }), phone.desk.same()]);
  await vi.waitFor(() => expect([phone.state().phase, world.offerState().phase]).toEqual(['waiting', 'passphrase']));
  await world.offer.ask({ type: 'passphrase', passphrase: pairingPassphrase });
  await vi.waitFor(() => expect(['done', 'failed']).toContain(phone.state().phase));
  await joining;
}

/** Whether the account is on the device with all that it had; the alternative is that the app still shows its beginning. */
async function hasAccount(
  world: PairingWorld,
  { device, openAccount }: Pick<NewDevice, 'device' | 'openAccount'>,
): Promise<boolean> {
  const current = await device.currentAccount();
  if (current === undefined) return false;
  const [account, another] = await device.accounts();
  expect(another).toBeUndefined();
  expect(account).toMatchObject({ did: world.account.did, readOnly: true, signingKey: { kind: 'webcrypto' } });
  const store = await openAccount(current);
  expect((await store.follows()).map(({ did }) => did).toSorted()).toEqual(friends.toSorted());
  expect(await store.profile()).toEqual(await world.store.profile());
  expect(await store.setting('gateways')).toEqual(['https://gateway.example']);
  return true;
}

describe('a new device that is killed while it stores the account', () => {
  for (const when of ['before', 'after'] as const) {
    it(`${when} any one of its writes: has all or nothing, and the next try ends well`, async () => {
      const world = await createWorld();
      const before = await world.device.accounts();
      let killed = 0;
      let left = 0;
      for (let at = 1; ; at += 1) {
        const plan: CrashPlan = { count: 0, at, when };
        const { device, openAccount } = world.newDevice();
        const doomed = world.newDevice({
          device: crashing(device, plan),
          openAccount: async (did) => crashing(await openAccount(did), plan, ['remote', 'collections']),
        });
        await pair(world, doomed);
        const died = doomed.reports.some((error) => error instanceof CrashError);
        if (!died && doomed.state().phase === 'done') break;
        killed += 1;
        const whole = await hasAccount(world, { device, openAccount });
        if (whole) continue;
        left += 1;
        const again = world.newDevice({ device, openAccount });
        await pair(world, again);
        expect(again.state().phase, `call ${at}`).toBe('done');
        expect(await hasAccount(world, { device, openAccount })).toBe(true);
      }
      expect(killed).toBeGreaterThan(10);
      expect(left).toBeGreaterThan(8);
      // The device that has the account writes nothing at all.
      expect(await world.device.accounts()).toEqual(before);
    });
  }
});
