import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import type { ConnectionStatus } from '../../protocol/ports/network.ts';
import { nameOfDid } from '../addresses.ts';
import { createFakeDevice, createFakeWorld } from '../testing/fake-world.ts';
import { createManualTimers, type ManualTimers } from '../testing/manual-timers.ts';
import { createPublishDriver } from './driver.ts';
import type { FlushOutcome, Publisher } from './publisher.ts';
import type { Did } from '../../protocol/brand.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';

const openStore = (did: Did) => openAccountStore(did, { indexedDB: new IDBFactory() });

/** Lets time pass in steps, each with a pause for what began to get done, until something is so. */
async function passUntil(timers: ManualTimers, stepMs: number, isSo: () => boolean): Promise<void> {
  // Nothing passes: what began may still have to load something.
  if (stepMs === 0) await vi.waitFor(() => expect(isSo()).toBe(true), { timeout: 10_000, interval: 1 });
  for (let step = 0; step < 2000 && !isSo(); step += 1) {
    timers.advance(stepMs);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(isSo()).toBe(true);
}

async function setUp() {
  const world = createFakeWorld(openStore);
  const ada = await createFakeDevice(world);
  const timers = createManualTimers(world.nowMs);
  const listeners = new Set<(status: ConnectionStatus) => void>();
  const held: string[] = [];
  const network = {
    ...ada.network,
    hold: (name: string, on: boolean) => void (on && held.push(name)),
    status: (): ConnectionStatus => ({ state: 'looking', directPeers: 0, gateways: [], connections: [] }),
    onStatus: (listener: (status: ConnectionStatus) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  let outcome: () => Promise<FlushOutcome> = async () => ({ type: 'idle' });
  const publisher: Publisher = {
    ...ada.publisher,
    flush: vi.fn(() => outcome()),
    reannounce: vi.fn(async () => undefined),
    expectNews: vi.fn(),
    deliverLetters: vi.fn(async () => undefined),
  };
  const failures: unknown[] = [];
  const driver = createPublishDriver({
    publisher,
    store: ada.store,
    network,
    gateways: () => [],
    clock: timers,
    timers,
    onFailure: (error) => failures.push(error),
  });
  const flushes = () => vi.mocked(publisher.flush).mock.calls.length;
  const tellStatus = (state: ConnectionStatus['state']) => {
    for (const listener of listeners) listener({ state, directPeers: 1, gateways: [], connections: [] });
  };
  return {
    ada,
    world,
    timers,
    driver,
    publisher,
    failures,
    flushes,
    tellStatus,
    held,
    answer: (next: typeof outcome) => (outcome = next),
  };
}

describe('createPublishDriver', () => {
  it('flushes at the start, and when the undo window of a post ends', async () => {
    const { ada, world, timers, driver, flushes, tellStatus } = await setUp();
    driver.start();
    await passUntil(timers, 0, () => flushes() === 1);
    await ada.author.post({
      id: 'd',
      text: 'hello',
      warning: '',
      language: '',
      audience: 'public',
      attachments: [],
      savedAtMs: 0,
    });
    await passUntil(timers, 500, () => timers.nowMs() >= world.nowMs + 4500);
    expect(flushes()).toBe(1);
    await passUntil(timers, 500, () => flushes() > 1);
    expect(timers.nowMs() - world.nowMs).toBeLessThan(7000);
    driver.stop();
    const before = flushes();
    tellStatus('well');
    timers.advance(86_400_000);
    expect(flushes()).toBe(before);
  });

  it('says that this device holds the account and brings letters right after a flush, once it may publish', async () => {
    const { world, driver, publisher, answer, tellStatus, held } = await setUp();
    answer(async () => ({ type: 'read-only' }));
    driver.start();
    tellStatus('few');
    await vi.waitFor(() => expect(publisher.deliverLetters).toHaveBeenCalled());
    expect(held).toEqual([]);
    answer(async () => ({ type: 'idle' }));
    tellStatus('offline');
    vi.mocked(publisher.deliverLetters).mockClear();
    tellStatus('few');
    await vi.waitFor(() => expect(publisher.deliverLetters).toHaveBeenCalled());
    expect(held).toEqual([nameOfDid(world.signer.did)]);
    driver.stop();
  });

  it('looks for news and announces again when the network comes back, and every few hours', async () => {
    const { timers, driver, publisher, tellStatus } = await setUp();
    driver.start();
    expect(publisher.reannounce).not.toHaveBeenCalled();
    tellStatus('few');
    expect(publisher.expectNews).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(publisher.reannounce).toHaveBeenCalledOnce());
    await vi.waitFor(() => expect(publisher.deliverLetters).toHaveBeenCalled());
    await passUntil(timers, 600_000, () => vi.mocked(publisher.reannounce).mock.calls.length === 2);
    expect(timers.nowMs()).toBeGreaterThan(Date.UTC(2026, 10, 22, 11, 59));
    driver.stop();
  });

  it('tries again after a failure, more slowly each time', async () => {
    const { timers, driver, failures, flushes, answer } = await setUp();
    answer(() => Promise.reject(new Error('disk full')));
    driver.start();
    await vi.waitFor(() => expect(failures).toHaveLength(1));
    const startMs = timers.nowMs();
    await passUntil(timers, 500, () => flushes() === 3);
    expect(timers.nowMs() - startMs).toBeGreaterThan(12_000);
    driver.stop();
  });

  it('rests while the account is read-only although something is due', async () => {
    const { ada, timers, driver, flushes, answer } = await setUp();
    await ada.author.setLike('https://elsewhere.example/1' as never, true);
    answer(async () => ({ type: 'read-only' }));
    driver.start();
    await vi.waitFor(() => expect(flushes()).toBe(1));
    for (let step = 0; step < 20; step += 1) {
      timers.advance(60_000);
      await Promise.resolve();
    }
    expect(flushes()).toBe(1);
    driver.stop();
  });
});
