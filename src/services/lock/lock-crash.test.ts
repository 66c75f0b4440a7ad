import { describe, expect, it } from 'vitest';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { DeviceStore } from '../../protocol/ports/store.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { accountSeed } from '../../protocol/identity/secrets.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { derivePrivateKeys, importSigningKey, wrapSecret } from '../account-keys.ts';
import { open, seal } from '../backup/envelope.ts';
import { CrashError, crashing, type CrashPlan } from '../testing/crash.ts';
import { createFakeChannels } from '../testing/fake-channels.ts';
import { createFakePasskeys } from '../testing/fake-passkeys.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createMemoryDeviceStore } from '../testing/memory-device-store.ts';
import type { Lock } from './lock-api.ts';
import { openLock } from './lock-desk.ts';

const passphrase = 'correct horse battery';
const { subtle } = crypto;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const root = random(32);
const seed = accountSeed(root);
const did = seedToDid(seed);

async function record(parts: Partial<AccountRecord> = {}): Promise<AccountRecord> {
  return {
    did,
    name: didToIpnsName(did),
    createdAtMs: 1,
    signingKey: await importSigningKey(subtle, seed),
    privateKeys: await derivePrivateKeys(subtle, seed),
    sealedSeed: await seal(seed, passphrase, 4),
    sealedRoot: await seal(root, passphrase, 4),
    readOnly: false,
    ...parts,
  };
}

function openOn(device: DeviceStore, passkeys = createFakePasskeys()): Lock {
  const timers = createManualTimers(Date.UTC(2026, 10, 22));
  const channels = createFakeChannels();
  return openLock({
    device,
    did,
    clock: timers,
    timers,
    subtle,
    random,
    openChannel: (name) => channels(name, new AbortController().signal),
    watchInput: () => () => undefined,
    passkeys,
    door: {
      held: () => undefined,
      enter: async () => undefined,
      prepare: async () => undefined,
      leave: async () => undefined,
      changed: () => undefined,
    },
  });
}

/** At every moment the account can be used: by the key that lies there, or by the passphrase. */
async function expectWhole(device: DeviceStore): Promise<AccountRecord> {
  const [account] = await device.accounts();
  if (account?.sealedSeed === undefined) throw new Error('the account is gone');
  const opened = await open(account.sealedSeed, passphrase);
  expect(opened.ok && seedToDid(opened.value)).toBe(did);
  const isLocked = account.signingKey.kind === 'locked';
  expect(account.lock !== undefined).toBe(isLocked);
  expect(account.privateKeys === undefined).toBe(isLocked);
  return account;
}

const steps: Readonly<Record<string, { readonly before: 'off' | 'on'; run(lock: Lock): Promise<unknown> }>> = {
  'turning on': { before: 'off', run: (lock) => lock.turnOn(passphrase, 5) },
  'turning off': { before: 'on', run: (lock) => lock.turnOff(passphrase) },
  unlocking: { before: 'on', run: (lock) => lock.unlock(passphrase) },
  'a wrong passphrase': { before: 'on', run: (lock) => lock.unlock('wrong') },
  'adding a passkey': { before: 'on', run: (lock) => lock.addPasskey(passphrase) },
};

describe('a browser that is killed while the lock changes', () => {
  for (const [name, { before, run }] of Object.entries(steps)) {
    it(`${name}: leaves a whole account, and the next try works`, async () => {
      let points = 0;
      for (const when of ['before', 'after'] as const) {
        for (let at = 1; ; at++) {
          const device = createMemoryDeviceStore();
          await device.putAccount(await record());
          await device.setCurrentAccount(did);
          if (before === 'on') expect((await openOn(device).turnOn(passphrase, 5)).ok).toBe(true);
          const plan: CrashPlan = { count: 0, at, when };
          const outcome = await run(openOn(crashing(device, plan))).catch((error: unknown) => error);
          await expectWhole(device);
          if (!(outcome instanceof CrashError)) {
            expect(plan.count).toBeLessThan(at);
            break;
          }
          points += 1;
          const again = openOn(device);
          // A try that was cut off counts: whoever kills the browser in the middle gets none for nothing.
          const [account] = await device.accounts();
          await device.changeAccount(did, (now) => (now.lock ? { ...now, lock: { ...now.lock, failedAtMs: 0 } } : now));
          if (account?.lock === undefined) expect((await again.turnOn(passphrase, 5)).ok).toBe(true);
          expect(await again.turnOff(passphrase)).toEqual({ ok: true, value: undefined });
          const whole = await expectWhole(device);
          expect(whole.signingKey.kind).toBe('webcrypto');
        }
      }
      expect(points).toBeGreaterThanOrEqual(2);
    });
  }

  it('does not turn on while the root secret can be had without the passphrase, and drops it with the key', async () => {
    const device = createMemoryDeviceStore();
    const pendingRoot = await wrapSecret(subtle, random, root);
    const { sealedRoot: _, ...unsealed } = await record({ pendingRoot });
    await device.putAccount(unsealed);
    expect(await openOn(device).turnOn(passphrase, 5)).toEqual({ ok: false, error: { type: 'no-passphrase' } });
    await device.putAccount(await record({ pendingRoot, sealedRoot: await seal(random(32), passphrase, 4) }));
    expect(await openOn(device).turnOn(passphrase, 5)).toEqual({ ok: false, error: { type: 'no-passphrase' } });
    expect((await device.accounts())[0]).toHaveProperty('pendingRoot');
    await device.putAccount(await record({ pendingRoot }));
    expect((await openOn(device).turnOn(passphrase, 5)).ok).toBe(true);
    expect(await expectWhole(device)).not.toHaveProperty('pendingRoot');
  });

  it('keeps what another tab did to the record meanwhile', async () => {
    const device = createMemoryDeviceStore();
    await device.putAccount(await record({ readOnly: true }));
    const turning = openOn(device).turnOn(passphrase, 5);
    await device.changeAccount(did, (account) => ({ ...account, readOnly: false, backedUpAtMs: 7 }));
    expect((await turning).ok).toBe(true);
    expect(await expectWhole(device)).toMatchObject({ readOnly: false, backedUpAtMs: 7 });
  });

  it('does not drop the key when the passphrase was changed in the middle', async () => {
    const device = createMemoryDeviceStore();
    await device.putAccount(await record());
    const slow: DeviceStore = {
      ...device,
      async changeAccount(id, change) {
        await device.changeAccount(id, (account) => account);
        const other = await seal(seed, 'another passphrase', 4);
        const account = (await device.accounts())[0];
        if (account !== undefined) await device.putAccount({ ...account, sealedSeed: other });
        return device.changeAccount(id, change);
      },
    };
    expect((await openOn(slow).turnOn(passphrase, 5)).ok).toBe(false);
    expect((await device.accounts())[0]?.signingKey.kind).toBe('webcrypto');
  });

  it('says that the device is full, and has changed nothing', async () => {
    const device = createMemoryDeviceStore();
    await device.putAccount(await record());
    let calls = 0;
    const full: DeviceStore = {
      ...device,
      changeAccount(id, change) {
        calls += 1;
        // The last write of turning on is the one that drops the key.
        if (calls < 3) return device.changeAccount(id, change);
        return Promise.reject(Object.assign(new Error('full'), { name: 'StorageFullError' }));
      },
    };
    expect(await openOn(full).turnOn(passphrase, 5)).toEqual({ ok: false, error: { type: 'storage-full' } });
    expect((await expectWhole(device)).signingKey.kind).toBe('webcrypto');
  });
});
