import { expect, it, vi } from 'vitest';
import { createApp } from './app.ts';
import { createMemoryDeviceStore } from './testing/memory-device-store.ts';

const start = (currentAccount: () => Promise<undefined>) =>
  createApp({
    device: { ...createMemoryDeviceStore(), currentAccount },
    openAccount: () => Promise.reject(new Error('not asked for')),
    loadDesk: () => Promise.reject(new Error('not asked for')),
    loadEngine: () => Promise.reject(new Error('not asked for')),
    loadLock: () => Promise.reject(new Error('not asked for')),
    appBase: 'https://app.example/',
    sharedOrigin: false,
    nowMs: () => 0,
    storage: {},
    deviceChanges: { announce: () => undefined, listen: () => undefined },
    finishRemovals: async () => undefined,
    restart: () => undefined,
  });

it('welcomes somebody without an account', async () => {
  const app = start(async () => undefined);
  await vi.waitFor(() => expect(app.session.get()).toEqual({ phase: 'welcome', sharedOrigin: false, accountsHere: 0 }));
});

it('says that the storage cannot be opened, instead of waiting for ever', async () => {
  const app = start(() => Promise.reject(new Error('SecurityError')));
  await vi.waitFor(() => expect(app.session.get()).toEqual({ phase: 'closed' }));
  await expect(app.home({ limit: 5 })).rejects.toThrow('SecurityError');
});
