import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAccountStore } from '../../storage/open-account-store.ts';
import type { PollenApp } from '../app-api.ts';
import { createFakeHub, type FakeHub } from '../testing/fake-hub.ts';
import { createFakeBrowser, createFakePerson, type FakeBrowser, type FakePerson } from '../testing/fake-person.ts';
import type { DevicesDesk, JoinDesk } from './devices-api.ts';

const passphrase = 'correct horse battery';

describe('pairing from a tab that does not run the network', () => {
  let hub: FakeHub;
  let ada: FakePerson;
  let fresh: FakeBrowser;
  let second: PollenApp;
  let phone: PollenApp;

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    await ada.post('From the laptop');
    second = ada.openTab().app;
    await second.connect();
    fresh = createFakeBrowser(hub, openAccountStore);
    phone = fresh.openTab().app;
    await phone.connect();
  });
  afterEach(() => {
    ada.closeAll();
    fresh.closeAll();
  });

  const eventually = (expectation: () => unknown): Promise<void> =>
    vi.waitFor(
      async () => {
        hub.timers.advance(100);
        await expectation();
      },
      { timeout: 15_000, interval: 10 },
    );

  async function compare(): Promise<{ readonly devices: DevicesDesk; readonly joining: JoinDesk }> {
    await ada.app.saveBackup(passphrase);
    const [devices, joining] = await Promise.all([second.devices(), phone.joining()]);
    await devices.ask({ type: 'start' });
    await eventually(() => expect(devices.offer.get().phase).toBe('waiting'));
    const state = devices.offer.get();
    void joining.join(state.phase === 'waiting' ? state.link : '');
    await eventually(() => expect([devices.offer.get().phase, joining.state.get().phase]).toEqual(['compare', 'compare']));
    return { devices, joining };
  }

  it('shows the same in all tabs, and makes the other browser a device of the account', async () => {
    const { devices, joining } = await compare();
    const first = await ada.app.devices();
    expect(first.offer.get()).toEqual(devices.offer.get());
    expect(ada.networks()).toBe(1);
    await Promise.all([devices.ask({ type: 'same' }), joining.same()]);
    await eventually(() => expect(first.offer.get().phase).toBe('passphrase'));
    // Either tab may go on with it.
    await first.ask({ type: 'passphrase', passphrase });
    await eventually(() => expect(devices.offer.get().phase).toBe('done'));
    await eventually(() =>
      expect(phone.session.get()).toMatchObject({ phase: 'ready', me: { did: ada.me.did, readOnly: false } }),
    );
    await eventually(async () =>
      expect((await phone.home({ limit: 5 })).items.map(({ text }) => text)).toEqual(['From the laptop']),
    );
  });

  it('ends on both sides when the tab that runs it is closed', async () => {
    const { devices, joining } = await compare();
    ada.closeFirstTab();
    await eventually(() => expect(joining.state.get()).toMatchObject({ phase: 'failed' }));
    await eventually(() => expect(devices.offer.get()).toEqual({ phase: 'failed', reason: 'interrupted' }));
    await devices.ask({ type: 'start' });
    await eventually(() => expect(devices.offer.get().phase).toBe('waiting'));
    await devices.ask({ type: 'cancel' });
    await eventually(() => expect(devices.offer.get().phase).toBe('none'));
    expect(phone.session.get().phase).toBe('welcome');
  });
});
