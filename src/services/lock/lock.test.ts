import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import type { PollenApp } from '../app-api.ts';
import { open } from '../backup/envelope.ts';
import { createFakeHub, type FakeHub } from '../testing/fake-hub.ts';
import { createFakePerson, type FakePerson } from '../testing/fake-person.ts';
import { draftOf } from '../testing/publishing.ts';

const passphrase = 'correct horse battery';

describe('the app lock', () => {
  let hub: FakeHub;
  let ada: FakePerson;

  beforeEach(async () => {
    hub = createFakeHub();
    ada = await createFakePerson(hub, 'Ada', openAccountStore);
    expect((await ada.app.saveBackup(passphrase)).ok).toBe(true);
  });
  afterEach(() => {
    ada.closeAll();
  });

  const lockOf = (app: PollenApp) => app.lock();
  const phase = (app: PollenApp): string => app.session.get().phase;
  const becomes = (app: PollenApp, wanted: string): Promise<void> =>
    vi.waitFor(
      () => {
        hub.timers.advance(1);
        expect(phase(app)).toBe(wanted);
      },
      { interval: 2 },
    );
  const stored = async (): Promise<AccountRecord> => {
    const [account] = await ada.device.accounts();
    if (account === undefined) throw new Error('the account is gone');
    return account;
  };

  /** A tab like one that was reloaded: nobody tells it the keys until it asks. */
  async function openTab(wanted: 'ready' | 'locked') {
    const tab = ada.openTab();
    void tab.app.connect();
    await becomes(tab.app, wanted);
    return tab;
  }

  async function turnOn(minutes = 5): Promise<void> {
    expect(await (await lockOf(ada.app)).turnOn(passphrase, minutes)).toEqual({ ok: true, value: undefined });
  }

  async function lock(app: PollenApp): Promise<void> {
    await (await lockOf(app)).lock();
    await becomes(app, 'locked');
  }

  it('takes the keys out of the database, and leaves what opens to the same account', async () => {
    await turnOn();
    const account = await stored();
    expect(account.signingKey).toEqual({ kind: 'locked' });
    expect(account.privateKeys ?? account.pendingRoot ?? account.pendingSeed).toBeUndefined();
    expect(findKeys(account)).toEqual([]);
    const seed = await open(account.sealedSeed ?? new Uint8Array(), passphrase);
    expect(seed.ok && seedToDid(seed.value)).toBe(account.did);
    // The account goes on in the open tab.
    expect(phase(ada.app)).toBe('ready');
    expect((await ada.post('Still here')).ok).toBe(true);
  });

  it('needs a backup first, and the right passphrase', async () => {
    const ben = await createFakePerson(hub, 'Ben', openAccountStore);
    const error = { type: 'no-passphrase' };
    expect(await (await lockOf(ben.app)).turnOn(passphrase, 5)).toEqual({ ok: false, error });
    expect((await ben.device.accounts())[0]?.signingKey.kind).toBe('webcrypto');
    ben.closeAll();
    const before = await stored();
    expect(await (await lockOf(ada.app)).turnOn('something else', 5)).toMatchObject({ error: { type: 'wrong-passphrase' } });
    expect(await stored()).toEqual(before);
  });

  it('is locked when the app starts, and opens with the passphrase', async () => {
    await turnOn();
    await ada.post('Before');
    ada.closeFirstTab();
    const { app } = await openTab('locked');
    await expect(app.home({ limit: 5 })).rejects.toThrow();
    const desk = await lockOf(app);
    expect(await desk.unlock('something else')).toMatchObject({ error: { type: 'wrong-passphrase' } });
    expect(phase(app)).toBe('locked');
    hub.timers.advance(1000);
    expect(await desk.unlock(passphrase)).toEqual({ ok: true, value: undefined });
    await becomes(app, 'ready');
    expect((await app.home({ limit: 5 })).items.map(({ text }) => text)).toEqual(['Before']);
    expect((await app.post(draftOf('After'))).ok).toBe(true);
    expect((await stored()).signingKey.kind).toBe('locked');
  });

  it('gives a new tab the keys of an open one', async () => {
    await turnOn();
    const { app } = await openTab('ready');
    expect((await app.post(draftOf('From the second tab'))).ok).toBe(true);
  });

  it('locks all tabs at once, and one passphrase opens all of them', async () => {
    await turnOn();
    const second = await openTab('ready');
    await lock(second.app);
    await becomes(ada.app, 'locked');
    const third = await openTab('locked');
    expect((await (await lockOf(third.app)).unlock(passphrase)).ok).toBe(true);
    for (const app of [ada.app, second.app, third.app]) await becomes(app, 'ready');
    for (const [index, app] of [ada.app, second.app, third.app].entries()) {
      expect((await app.post(draftOf(`From tab ${index}`))).ok).toBe(true);
    }
  });

  it('may be opened by two tabs at the same time', async () => {
    await turnOn();
    const second = await openTab('ready');
    await lock(ada.app);
    await becomes(second.app, 'locked');
    const desks = await Promise.all([lockOf(ada.app), lockOf(second.app)]);
    const outcomes = await Promise.all(desks.map((desk) => desk.unlock(passphrase)));
    expect(outcomes.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(1);
    for (const app of [ada.app, second.app]) await becomes(app, 'ready');
    expect((await stored()).lock?.failures).toBe(0);
  });

  it('leaves no key within reach: what was open before cannot sign any more', async () => {
    await turnOn();
    const [opened] = ada.engines;
    if (opened === undefined) throw new Error('the engine was not opened');
    const { engine, keys: ring } = opened;
    expect(ring.held()?.signingKey.kind).toBe('webcrypto');
    const network = ada.network();
    await lock(ada.app);
    expect(ring.held()).toBeUndefined();
    await expect(engine.post(draftOf('Too late'))).rejects.toThrow('locked');
    expect(await ada.store.outboxCount()).toBe(0);
    expect(findKeys({ app: ada.app, engine })).toEqual([]);
    await vi.waitFor(() => expect(network.online).toBe(false));
    expect(ada.app.unread.get()).toBe(0);
    await expect(ada.app.post(draftOf('Too late'))).rejects.toThrow();
    await expect(ada.app.home({ limit: 1 })).rejects.toThrow();
  });

  it('starts the network again after unlocking', async () => {
    await turnOn();
    await ada.app.hosting();
    const before = ada.networks();
    await lock(ada.app);
    expect((await (await lockOf(ada.app)).unlock(passphrase)).ok).toBe(true);
    await becomes(ada.app, 'ready');
    await vi.waitFor(() => expect(ada.networks()).toBe(before + 1));
    expect(await ada.app.hosting()).toMatchObject([{ state: { hosted: true } }]);
  });

  it('stores what is being written before it locks, and does not wait for ever', async () => {
    await turnOn();
    const { app } = ada;
    app.beforeLock(() => app.saveDraft(draftOf('Half a thou')));
    app.beforeLock(() => Promise.reject(new Error('full')));
    const stop = app.beforeLock(() => new Promise(() => undefined));
    const locking = (await lockOf(app)).lock();
    await settled();
    hub.timers.advance(2_000);
    await becomes(app, 'locked');
    await locking;
    expect((await ada.store.drafts()).map(({ text }) => text)).toEqual(['Half a thou']);
    stop();
  });

  it('locks when nobody was there for the chosen time; input in any tab counts', async () => {
    await turnOn(5);
    const second = await openTab('ready');
    await settled();
    for (let minute = 0; minute < 12; minute += 4) {
      hub.timers.advance(4 * 60_000);
      second.touch();
      await settled();
    }
    expect([phase(ada.app), phase(second.app)]).toEqual(['ready', 'ready']);
    hub.timers.advance(5 * 60_000);
    await Promise.all([becomes(ada.app, 'locked'), becomes(second.app, 'locked')]);
  });

  it('stays open without end when it is to lock only at the start', async () => {
    await turnOn(0);
    await settled();
    hub.timers.advance(2 * 3_600_000);
    await settled();
    expect(phase(ada.app)).toBe('ready');
    await (await lockOf(ada.app)).setIdleMinutes(15);
    await settled();
    hub.timers.advance(15 * 60_000);
    await becomes(ada.app, 'locked');
  });

  it('counts wrong passphrases over tabs and starts, and lets nobody try sooner', async () => {
    await turnOn();
    await lock(ada.app);
    const tries: unknown[] = [];
    for (const waitMs of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      const desk = await lockOf(ada.app);
      const nowMs = hub.timers.nowMs();
      tries.push(await desk.unlock('wrong one'));
      expect(tries.at(-1)).toEqual({ ok: false, error: { type: 'wrong-passphrase', waitUntilMs: nowMs + waitMs } });
      const other = await lockOf((await openTab('locked')).app);
      const leftMs = nowMs + waitMs - hub.timers.nowMs();
      expect(leftMs).toBeGreaterThan(0);
      const wait = { ok: false, error: { type: 'wait', waitUntilMs: nowMs + waitMs } };
      // The right one, too: it was not tried.
      expect(await other.unlock(passphrase)).toEqual(wait);
      expect((await other.read()).waitUntilMs).toBe(nowMs + waitMs);
      hub.timers.advance(leftMs);
    }
    expect((await (await lockOf(ada.app)).unlock(passphrase)).ok).toBe(true);
    expect((await stored()).lock?.failures).toBe(0);
  });

  it('puts the everyday key back when it is turned off', async () => {
    await turnOn();
    const desk = await lockOf(ada.app);
    expect(await desk.turnOff('wrong one')).toMatchObject({ error: { type: 'wrong-passphrase' } });
    expect((await stored()).signingKey.kind).toBe('locked');
    hub.timers.advance(1000);
    expect((await desk.turnOff(passphrase)).ok).toBe(true);
    const account = await stored();
    expect([account.signingKey.kind, account.lock]).toEqual(['webcrypto', undefined]);
    expect(account.privateKeys).toBeDefined();
    await desk.lock();
    expect(phase(ada.app)).toBe('ready');
    ada.closeFirstTab();
    const { app } = await openTab('ready');
    expect((await app.post(draftOf('As before'))).ok).toBe(true);
  });

  it('does not touch an account whose envelope holds another key', async () => {
    const ben = await createFakePerson(hub, 'Ben', openAccountStore);
    await ben.app.saveBackup(passphrase);
    const sealedSeed = (await ben.device.accounts())[0]?.sealedSeed;
    ben.closeAll();
    const before = await stored();
    await ada.device.putAccount({ ...before, sealedSeed });
    const desk = await lockOf(ada.app);
    expect(await desk.turnOn(passphrase, 5)).toEqual({ ok: false, error: { type: 'damaged' } });
    await ada.device.putAccount({ ...before, sealedSeed: before.sealedSeed?.slice(0, -9) });
    expect(await desk.turnOn(passphrase, 5)).toEqual({ ok: false, error: { type: 'damaged' } });
    expect((await stored()).signingKey.kind).toBe('webcrypto');
  });

  it('saves another backup while it is on, and stays on', async () => {
    await turnOn();
    expect((await ada.app.saveBackup(passphrase)).ok).toBe(true);
    expect((await stored()).signingKey.kind).toBe('locked');
    expect(findKeys(await stored())).toEqual([]);
  });

  const settled = async (): Promise<void> => {
    // Messages between tabs and reads of the database, none of which waits for a timer.
    for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
});

/** Paths to everything below `value` that is a key. */
function findKeys(value: unknown, path = '', seen = new Set<unknown>()): string[] {
  if (value instanceof CryptoKey) return [path];
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  return Object.entries(value).flatMap(([name, part]) => findKeys(part, `${path}.${name}`, seen));
}
