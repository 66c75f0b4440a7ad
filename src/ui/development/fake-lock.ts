import { err, ok } from '../../protocol/result.ts';
import type { Session } from '../../services/app-api.ts';
import type { LockDesk, LockView } from '../../services/lock/lock-api.ts';
import type { Value } from '../app/value.ts';

const passphrase = 'correct horse battery';

/** A lock in memory. Its passphrase is the usual example; anything else is wrong, with the usual pauses. */
export function createFakeLock(
  session: Value<Session>,
  parts: { readonly saved: boolean; readonly on: boolean; changed(): void },
): LockDesk {
  let view: LockView = {
    on: parts.on,
    idleMinutes: 15,
    hasPassphrase: parts.saved || parts.on,
    canUsePasskeys: true,
    passkeys: [],
  };
  const ready = session.get();
  let failures = 0;

  function set(part: Partial<LockView>): void {
    view = { ...view, ...part };
    const now = session.get();
    if (now.phase === 'ready') session.set({ phase: 'ready', me: { ...now.me, locks: view.on } });
    parts.changed();
  }

  async function tryPassphrase(text: string): ReturnType<LockDesk['unlock']> {
    await new Promise((resolve) => setTimeout(resolve, 400));
    if (text === passphrase) return ok(undefined);
    failures += 1;
    const waitUntilMs = Date.now() + 1000 * 2 ** Math.min(failures - 1, 5);
    view = { ...view, waitUntilMs };
    return err({ type: 'wrong-passphrase', waitUntilMs });
  }

  function open(): void {
    if (ready.phase === 'ready') session.set({ ...ready, me: { ...ready.me, locks: view.on } });
  }

  return {
    read: async () => view,
    async turnOn(text, idleMinutes) {
      const tried = await tryPassphrase(text);
      if (tried.ok) set({ on: true, idleMinutes });
      return tried;
    },
    async turnOff(text) {
      const tried = await tryPassphrase(text);
      if (tried.ok) set({ on: false, passkeys: [] });
      return tried;
    },
    setIdleMinutes: async (idleMinutes) => set({ idleMinutes }),
    async unlock(text) {
      const tried = await tryPassphrase(text);
      if (tried.ok) open();
      return tried;
    },
    async unlockWithPasskey() {
      open();
      return ok(undefined);
    },
    async addPasskey(text) {
      const tried = await tryPassphrase(text);
      if (tried.ok) set({ passkeys: [...view.passkeys, { id: String(Date.now()), addedAtMs: Date.now() }] });
      return tried;
    },
    removePasskey: async (id) => set({ passkeys: view.passkeys.filter((passkey) => passkey.id !== id) }),
    lock: async () => session.set({ phase: 'locked' }),
  };
}
