import type { DeviceStore } from './protocol/ports/store.ts';
import { finishRemovals as finish } from './services/accounts/finish-removals.ts';
import { deleteDatabases } from './storage/delete-databases.ts';

// Comes at the same time, after the first screen.
export { registerServiceWorker } from './register-service-worker.ts';

/** Removing accounts, wired to this browser. The names are those of open-account-store.ts and of engine-entry.ts. */
export const finishRemovals = (device: DeviceStore): Promise<void> =>
  finish({
    device,
    async deleteData({ did, name }) {
      forgetPlaces();
      await deleteDatabases([`pollen-${name}`, `pollen-p2p-${did}`]);
    },
    async alone(run) {
      const { locks } = navigator;
      await (locks === undefined ? run() : locks.request('pollen-removals', run));
    },
  });

/** Where somebody read stands beside the names of accounts; it is lost without harm. */
function forgetPlaces(): void {
  try {
    localStorage.removeItem('pollen.places');
  } catch {
    // Forbidden: then nothing was kept there.
  }
}
