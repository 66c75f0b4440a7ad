import { err, ok, type Result } from '../../protocol/result.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { findAccount } from '../account.ts';
import type { HeldKeys } from '../key-ring.ts';
import { byClock, waitingUntilMs } from './attempts.ts';
import type { Lock, LockError, LockView, PasskeyError } from './lock-api.ts';
import type { LockParts } from './lock-parts.ts';
import { connectLockTabs } from './lock-tabs.ts';
import { createLockWatch } from './lock-watch.ts';
import { openSeed } from './open-seed.ts';
import { unwrapByPasskey, wrapByPasskey } from './passkeys.ts';
import { changeLock, keysOfSeed, turnLockOff, turnLockOn } from './switch-lock.ts';

/** Longest that a starting tab waits for another one's keys before it shows the lock screen; keys that come later still open it. */
const askMs = 250;
/** Longest that locking waits for what is being written to be stored. */
const prepareMs = 1_500;
const mostPasskeys = 8;

/** The app lock of one account in one tab. */
export function openLock(parts: LockParts): Lock {
  const { device, did, clock, timers, subtle, door } = parts;
  const waiting = new Set<(keys: HeldKeys | undefined) => void>();
  let leaving: Promise<void> | undefined;

  const watch = createLockWatch({
    ...parts,
    onActive: (atMs) => tabs.active(atMs),
    onIdle: () => void lockAll(),
  });
  const tabs = connectLockTabs(parts.openChannel(`pollen-lock-${did}`), {
    nowMs: () => clock.nowMs(),
    held: () => (leaving !== undefined || watch.isOver() ? undefined : door.held()),
    onKeys: (keys) => void take(keys),
    onLock: () => void leave(),
    onActive: (atMs) => watch.note(atMs),
  });

  async function take(keys: HeldKeys): Promise<void> {
    if (waiting.size === 0) return enter(keys);
    for (const resolve of waiting) resolve(keys);
  }

  async function enter(keys: HeldKeys): Promise<void> {
    await leaving;
    await door.enter(keys);
    await startWatch();
  }

  async function leave(): Promise<void> {
    if (door.held() === undefined && leaving === undefined) return undefined;
    leaving ??= (async () => {
      watch.stop();
      const limit = Promise.withResolvers<void>();
      const cancel = timers.after(prepareMs, limit.resolve);
      // What cannot be stored in time does not keep the account open.
      await Promise.race([door.prepare().catch(() => undefined), limit.promise]);
      cancel();
      await door.leave();
    })().finally(() => {
      leaving = undefined;
    });
    return leaving;
  }

  async function lockAll(): Promise<void> {
    if ((await findAccount(device, did))?.lock === undefined) return;
    tabs.lock();
    await leave();
  }

  async function startWatch(): Promise<void> {
    const lock = (await findAccount(device, did))?.lock;
    if (lock === undefined || door.held() === undefined) watch.stop();
    else watch.start(lock.idleMinutes * 60_000);
  }

  async function tellChanged(): Promise<void> {
    await startWatch();
    door.changed();
  }

  async function read(): Promise<LockView> {
    const nowMs = clock.nowMs();
    const [account, canUsePasskeys] = await Promise.all([findAccount(device, did), parts.passkeys.isAvailable()]);
    const lock = account?.lock;
    // The lock screen asks: what opens the envelope is here before somebody has typed the passphrase.
    if (lock !== undefined && door.held() === undefined) {
      void import('../backup/envelope.ts').then(({ prepareEnvelope }) => prepareEnvelope()).catch(() => undefined);
    }
    return {
      on: lock !== undefined,
      idleMinutes: lock?.idleMinutes ?? 15,
      hasPassphrase: account?.sealedSeed !== undefined,
      waitUntilMs: lock && waitingUntilMs(byClock(lock, nowMs), nowMs),
      canUsePasskeys,
      passkeys: (lock?.passkeys ?? []).map(({ credentialId, addedAtMs }) => ({ id: bytesToHex(credentialId), addedAtMs })),
    };
  }

  /** The keys of a seed, in this tab and in all others; wipes the seed. */
  async function unlockWith(seed: Uint8Array): Promise<void> {
    const keys = await keysOfSeed(subtle, seed).finally(() => seed.fill(0));
    tabs.give(keys);
    await enter(keys);
  }

  return {
    read,
    async turnOn(passphrase, idleMinutes) {
      const turned = await turnLockOn(parts, passphrase, idleMinutes);
      if (!turned.ok) return turned;
      await tellChanged();
      return ok(undefined);
    },
    async turnOff(passphrase) {
      const turned = await turnLockOff(parts, passphrase);
      if (!turned.ok) return turned;
      await tellChanged();
      return ok(undefined);
    },
    async setIdleMinutes(minutes) {
      const idleMinutes = Math.max(0, Math.min(Math.round(minutes), 24 * 60));
      await changeLock(parts, (lock) => ({ ...lock, idleMinutes }));
      await tellChanged();
    },
    async unlock(passphrase): Promise<Result<void, LockError>> {
      const opened = await openSeed(parts, passphrase);
      if (!opened.ok) return opened;
      await Promise.all([unlockWith(opened.value.seed), opened.value.forgiven]);
      return ok(undefined);
    },
    async unlockWithPasskey(): Promise<Result<void, PasskeyError>> {
      const records = (await findAccount(device, did))?.lock?.passkeys ?? [];
      if (records.length === 0) return err({ type: 'passkey-refused' });
      const opened = await unwrapByPasskey(parts, records);
      if (!opened.ok) return opened;
      await unlockWith(opened.value);
      return ok(undefined);
    },
    async addPasskey(passphrase): Promise<Result<void, PasskeyError>> {
      const opened = await openSeed(parts, passphrase);
      if (!opened.ok) return opened;
      const { seed, account } = opened.value;
      try {
        const name = `Pollen ${account.name.slice(-6)}`;
        const record = await wrapByPasskey(parts, seed, { name, nowMs: clock.nowMs() });
        if (!record.ok) return record;
        await changeLock(parts, (lock) => ({ ...lock, passkeys: [...lock.passkeys, record.value].slice(-mostPasskeys) }));
      } finally {
        seed.fill(0);
      }
      await tellChanged();
      return ok(undefined);
    },
    async removePasskey(id) {
      const others = (credentialId: Uint8Array): boolean => bytesToHex(credentialId) !== id;
      await changeLock(parts, (lock) => ({
        ...lock,
        passkeys: lock.passkeys.filter(({ credentialId }) => others(credentialId)),
      }));
      await tellChanged();
    },
    lock: lockAll,
    keysOfOtherTabs() {
      const { promise, resolve } = Promise.withResolvers<HeldKeys | undefined>();
      const cancel = timers.after(askMs, () => resolve(undefined));
      waiting.add(resolve);
      tabs.ask();
      return promise.finally(() => {
        cancel();
        waiting.delete(resolve);
      });
    },
    watch: () => void startWatch(),
  };
}
