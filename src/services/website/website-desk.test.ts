import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Did } from '../../protocol/brand.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';
import type { WebsiteDesk } from '../app-api.ts';
import { createFakeDevice, createFakeWorld, type FakeDevice, type FakeWorld } from '../testing/fake-world.ts';
import { createManualTimers, type ManualTimers } from '../testing/manual-timers.ts';
import { createWebsiteDesk } from './website-desk.ts';

const website = 'https://ada.example';
const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });

describe('createWebsiteDesk', () => {
  let world: FakeWorld;
  let ada: FakeDevice;
  let timers: ManualTimers;
  let desk: WebsiteDesk;

  beforeEach(async () => {
    world = createFakeWorld(openStore);
    ada = await createFakeDevice(world);
    timers = createManualTimers(world.nowMs);
    desk = createWebsiteDesk({
      ...ada.dependencies,
      author: ada.author,
      timers,
      appBase: 'https://pollen.example/',
      gateways: () => ['https://gateway.example'],
      isGateway: async (origin) => origin === 'https://another-gateway.example',
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    });
  });

  it('takes an address that can be one’s own, and no other', async () => {
    for (const [text, type] of [
      ['https://gateway.example', 'shared'],
      ['https://another-gateway.example', 'shared'],
      ['http://ada.example', 'not-secure'],
      ['https://localhost', 'private'],
    ] as const)
      expect(await desk.setOrigin(text)).toEqual({ ok: false, error: { type } });
    expect(await desk.state()).toEqual({ username: 'ada' });
    expect(await desk.check()).toBeUndefined();
    expect(await desk.setOrigin('ada.example')).toEqual({ ok: true, value: undefined });
    expect(await desk.state()).toMatchObject({ origin: website });
    expect(await desk.check()).toEqual({ type: 'unreachable' });
    expect(await desk.setOrigin(undefined)).toEqual({ ok: true, value: undefined });
    expect(await desk.state()).toEqual({ username: 'ada' });
  });

  it('waits with the files until everything that is due is in them', async () => {
    await desk.setOrigin(website);
    const waiting = desk.download();
    await vi.waitFor(async () => expect((await ada.store.profile())?.hasWebfinger).toBe(true));
    await ada.publisher.flush();
    const downloaded = await waiting;
    expect(downloaded).toMatchObject({ ok: true, value: { fileName: 'ada-website.zip', missingMedia: 0 } });
    expect(await desk.state()).toMatchObject({ own: { totalItems: 2 } });
  });

  it('says that it is not ready when that takes too long', async () => {
    let outcome: unknown;
    void desk.download().then((result) => (outcome = result));
    await vi.waitFor(() => {
      timers.advance(30_000);
      expect(outcome).toEqual({ ok: false, error: { type: 'not-ready' } });
    });
  });
});
