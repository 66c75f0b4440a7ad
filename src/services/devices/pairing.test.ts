import { sha256 } from '@noble/hashes/sha2.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pairingLimits } from '../../protocol/pairing/limits.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import { parseTransfer } from './account-transfer.ts';
import { openAccountForTransfer } from './open-account.ts';
import { openRoot } from '../backup/open-secrets.ts';
import { createPairingWorld, type NewDevice, pairingPassphrase, type PairingWorld } from '../testing/fake-pairing-devices.ts';
import type { JoinState, OfferState } from './devices-api.ts';

const { subtle } = crypto;

describe('adding a device', () => {
  let world: PairingWorld;
  let phone: NewDevice;

  beforeEach(async () => {
    world = await createPairingWorld({ openStore: openAccountStore });
    phone = world.newDevice();
  });

  const offers = (phase: OfferState['phase']): Promise<void> => vi.waitFor(() => expect(world.offerState().phase).toBe(phase));
  const joins = (phase: JoinState['phase'], device = phone): Promise<void> =>
    vi.waitFor(() => expect(device.state().phase).toBe(phase));
  const hasNothing = async (device: NewDevice): Promise<void> => {
    expect(await device.device.accounts()).toEqual([]);
    expect(await device.device.currentAccount()).toBeUndefined();
    expect(device.entered).toEqual([]);
  };

  /** Up to the short codes on both. */
  async function compare(device = phone): Promise<void> {
    void device.desk.join(await world.link());
    await joins('compare', device);
    await offers('compare');
  }
  /** Both said that they are the same. */
  async function agree(device = phone): Promise<void> {
    await compare(device);
    await Promise.all([world.offer.ask({ type: 'same' }), device.desk.same()]);
    await offers('passphrase');
    await joins('waiting', device);
  }

  it('brings over an account with 10,000 follows over a relay that carries no more than 128 KiB', async () => {
    world.lines.relayed(128 * 1024);
    const follow = { stampMs: 5, removed: false, via: ['https://gateway.example'], coHost: false };
    const many = Array.from({ length: 10_000 }, (_, index) => {
      const did = seedToDid(sha256(Uint8Array.of(index >> 8, index & 255)));
      return { ...follow, did, name: didToIpnsName(did) };
    });
    vi.spyOn(world.store, 'follows').mockResolvedValue(many);
    const opened = await openAccountForTransfer({ device: world.device, subtle }, world.store, pairingPassphrase);
    if (!opened.ok) throw new Error(opened.error);
    expect(opened.value.length).toBeGreaterThan(128 * 1024);
    const transfer = await parseTransfer(opened.value);
    expect(transfer.ok && transfer.value.content.follows).toHaveLength(many.length);
    await agree();
    await world.offer.ask({ type: 'passphrase', passphrase: pairingPassphrase });
    await vi.waitFor(() => expect(['done', 'failed']).toContain(phone.state().phase));
    expect([phone.state().phase, world.offerState().phase]).toEqual(['done', 'done']);
    const store = await phone.openAccount(world.account.did);
    expect(await store.profile()).toEqual(await world.store.profile());
    // What is left out lies in the tree of the account, sealed with its key: it is read there before anything is written.
    expect(await store.follows()).toEqual([]);
    expect((await phone.device.accounts())[0]).toMatchObject({ readOnly: true, privateKeys: expect.anything() });
  });

  it('shows a code, the same digits on both, asks for the passphrase, and brings everything over', async () => {
    await world.store.putSetting('theme', 'dark');
    void phone.desk.join(await world.link());
    expect(world.offerState()).toMatchObject({
      link: expect.stringMatching(/^https:\/\/app\.example\/#\/pair\//),
      onlyHere: false,
    });
    await joins('compare');
    await offers('compare');
    const [here, there] = [world.offerState(), phone.state()];
    if (here.phase !== 'compare' || there.phase !== 'compare') throw new Error('not there');
    expect(there.shortCode).toBe(here.shortCode);
    await phone.desk.same();
    await vi.waitFor(() => expect(world.offerState()).toMatchObject({ there: true, here: false }));
    await world.offer.ask({ type: 'same' });
    await joins('waiting');
    await offers('passphrase');
    await world.offer.ask({ type: 'passphrase', passphrase: pairingPassphrase });
    await joins('done');
    await offers('done');

    const { did, name } = world.account;
    const [restored] = await phone.device.accounts();
    expect(restored).toMatchObject({ did, name, readOnly: true, backedUpAtMs: world.timers.nowMs() });
    expect(phone.entered).toEqual([restored]);
    expect(await phone.device.currentAccount()).toBe(did);
    const store = await phone.openAccount(did);
    expect(await store.profile()).toEqual(await world.store.profile());
    expect(await store.setting('theme')).toBe('dark');
    // The same passphrase opens the root secret there, too: the next backup and the next device can come from it.
    expect(await openRoot({ device: phone.device, subtle }, did, pairingPassphrase)).toMatchObject({ ok: true });
    expect(phone.reports).toEqual([]);
  });

  it('asks to save a backup first where there is no passphrase yet', async () => {
    world = await createPairingWorld({ openStore: openAccountStore, saved: false });
    await world.offer.ask({ type: 'start' });
    expect(world.offerState()).toEqual({ phase: 'failed', reason: 'needs-backup' });
  });

  it('says so when there are no peer connections', async () => {
    world = await createPairingWorld({ openStore: openAccountStore, online: false });
    await world.offer.ask({ type: 'start' });
    expect(world.offerState()).toEqual({ phase: 'failed', reason: 'no-connection' });
  });

  it('takes the passphrase again after a wrong one, later each time, and not for ever', async () => {
    await agree();
    for (let failures = 1; failures < 8; failures += 1) {
      await world.offer.ask({ type: 'passphrase', passphrase: 'something else' });
      expect(world.offerState()).toMatchObject({ phase: 'passphrase', wrong: true });
      const before = world.offerStates.length;
      await world.offer.ask({ type: 'passphrase', passphrase: pairingPassphrase });
      expect(world.offerStates).toHaveLength(before);
      world.timers.advance(30_000);
    }
    await world.offer.ask({ type: 'passphrase', passphrase: 'something else' });
    expect(world.offerState()).toEqual({ phase: 'failed', reason: 'too-many-tries' });
    await vi.waitFor(() => expect(phone.state()).toEqual({ phase: 'failed', reason: 'cancelled-there' }));
    await hasNothing(phone);
  });

  it('ends on both when either says that the digits differ', async () => {
    await compare();
    await world.offer.ask({ type: 'differ' });
    await vi.waitFor(() => expect(phone.state()).toEqual({ phase: 'failed', reason: 'codes-differ' }));
    expect(world.offerState()).toEqual({ phase: 'failed', reason: 'codes-differ' });

    await compare();
    await phone.desk.differ();
    await vi.waitFor(() => expect(world.offerState()).toEqual({ phase: 'failed', reason: 'codes-differ' }));
    await hasNothing(phone);
  });

  it('gives a code one attempt: a second device is told that it is used, and after it nobody is there', async () => {
    const link = await world.link();
    const other = world.newDevice();
    void phone.desk.join(link);
    await joins('compare');
    await other.desk.join(link);
    expect(other.state()).toEqual({ phase: 'failed', reason: 'used' });
    expect(world.offerState().phase).toBe('compare');
    await world.offer.ask({ type: 'cancel' });
    expect(world.offerState()).toEqual({ phase: 'none' });
    await other.desk.join(link);
    expect(other.state()).toEqual({ phase: 'failed', reason: 'not-there' });
    await hasNothing(other);
  });

  it('ends a code in time, for whoever has not begun by then', async () => {
    const link = await world.link();
    world.timers.advance(pairingLimits.codeMs);
    expect(world.offerState()).toEqual({ phase: 'failed', reason: 'expired' });
    await phone.desk.join(link);
    expect(phone.state()).toEqual({ phase: 'failed', reason: 'expired' });
  });

  it('is patient with people, not with silent lines', async () => {
    await compare();
    world.timers.advance(pairingLimits.peopleMs - 1_000);
    expect(phone.state().phase).toBe('compare');
    world.timers.advance(1_000);
    await vi.waitFor(() => expect(phone.state()).toMatchObject({ phase: 'failed' }));
    await vi.waitFor(() => expect(world.offerState()).toMatchObject({ phase: 'failed' }));
  });

  it('survives a line that is cut at any stage; another attempt works', async () => {
    for (const stage of ['compare', 'passphrase'] as const) {
      await (stage === 'compare' ? compare() : agree());
      world.lines.cut();
      await vi.waitFor(() => expect(world.offerState()).toEqual({ phase: 'failed', reason: 'lost' }));
      await vi.waitFor(() => expect(phone.state()).toEqual({ phase: 'failed', reason: 'lost' }));
      await hasNothing(phone);
    }
    await agree();
    await world.offer.ask({ type: 'passphrase', passphrase: pairingPassphrase });
    await joins('done');
  });

  it('can be cancelled by the new device, and tells the other', async () => {
    await agree();
    await phone.desk.cancel();
    expect(phone.state()).toEqual({ phase: 'idle' });
    await vi.waitFor(() => expect(world.offerState()).toEqual({ phase: 'failed', reason: 'cancelled-there' }));
  });

  it('tells both devices when the new one has no room', async () => {
    const full = new DOMException('full', 'QuotaExceededError');
    const broken = world.newDevice({ openAccount: () => Promise.reject(full) });
    await agree(broken);
    await world.offer.ask({ type: 'passphrase', passphrase: pairingPassphrase });
    await vi.waitFor(() => expect(broken.state()).toEqual({ phase: 'failed', reason: 'storage-full' }));
    await vi.waitFor(() => expect(world.offerState()).toEqual({ phase: 'failed', reason: 'storage-full' }));
    await hasNothing(broken);
  });

  it('works while the app lock is on: the passphrase opens what is sealed', async () => {
    await world.device.changeAccount(world.account.did, ({ privateKeys: _keys, ...record }) => ({
      ...record,
      signingKey: { kind: 'locked' },
    }));
    await agree();
    await world.offer.ask({ type: 'passphrase', passphrase: pairingPassphrase });
    await joins('done');
    expect(await phone.device.accounts()).toMatchObject([{ signingKey: { kind: 'webcrypto' } }]);
  });

  it('is refused where an account is already, and at an address that is shared', async () => {
    const taken = world.newDevice({ device: world.device });
    await taken.desk.join(await world.link());
    expect(taken.state()).toEqual({ phase: 'failed', reason: 'already-here' });
    const shared = world.newDevice({ sharedOrigin: true });
    await shared.desk.join(await world.link());
    expect(shared.state()).toEqual({ phase: 'failed', reason: 'shared-origin' });
  });

  it('says what is wrong with a code', async () => {
    for (const [text, reason] of [
      ['hello', 'not-a-code'],
      ['https://app.example/#/pair/aaaaaaaaaaaaaaaaaaaaaaaa', 'damaged'],
    ] as const) {
      await phone.desk.join(text);
      expect(phone.state()).toEqual({ phase: 'failed', reason });
    }
  });

  it('starts anew with another code when it is asked again', async () => {
    const first = await world.link();
    const second = await world.link();
    expect(second).not.toBe(first);
    await phone.desk.join(first);
    expect(phone.state().phase).toBe('failed');
    void phone.desk.join(second);
    await joins('compare');
    world.offer.stop();
    await vi.waitFor(() => expect(phone.state()).toEqual({ phase: 'failed', reason: 'cancelled-there' }));
  });
});
