import { createBrowserPasskeys } from './services/lock/browser-passkeys.ts';
import type { LockModule } from './services/lock/lock-api.ts';
import { openLock as open } from './services/lock/lock-desk.ts';
import { systemTimers } from './services/timers.ts';

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

/** The app lock wired to this browser. Loaded when the lock is on, and with the screens that turn it on and off. */
export const openLock: LockModule['openLock'] = (parts) =>
  open({
    ...parts,
    clock: { nowMs: () => Date.now() },
    timers: systemTimers,
    subtle: crypto.subtle,
    random,
    openChannel(name) {
      const channel = new BroadcastChannel(name);
      return {
        postMessage: (message) => channel.postMessage(message),
        listen: (listener) => channel.addEventListener('message', (event) => listener(event.data)),
        close: () => channel.close(),
      };
    },
    watchInput,
    passkeys: createBrowserPasskeys({ random, credentials: navigator.credentials }),
  });

const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

function watchInput({ input, look }: { readonly input: () => void; readonly look: () => void }): () => void {
  const options = { capture: true, passive: true };
  for (const name of inputs) document.addEventListener(name, input, options);
  document.addEventListener('visibilitychange', look);
  return () => {
    for (const name of inputs) document.removeEventListener(name, input, options);
    document.removeEventListener('visibilitychange', look);
  };
}
