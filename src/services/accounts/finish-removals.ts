import type { Removal } from '../../protocol/ports/removals.ts';
import type { DeviceStore } from '../../protocol/ports/store.ts';

export interface RemovalParts {
  readonly device: DeviceStore;
  /** Deletes everything that is stored of the account outside of the device database. */
  deleteData(removal: Removal): Promise<void>;
  /** One tab of the device at a time; the next one begins when this one has ended. */
  alone(run: () => Promise<void>): Promise<void>;
}

/**
 * Deletes what is left of accounts that were taken off this device, perhaps by a tab that was killed half-way. Restoring an account waits
 * for it: an account that came back must not lose its new data to a removal of before.
 */
export async function finishRemovals({ device, deleteData, alone }: RemovalParts): Promise<void> {
  const removals = await device.removals();
  if ((await removals.waiting()).length === 0) return;
  await alone(async () => {
    // Read again: whoever was alone before may have done it all.
    for (const removal of await removals.waiting()) {
      const isBack = (await device.accounts()).some(({ did }) => did === removal.did);
      if (!isBack) await deleteData(removal);
      await removals.end(removal.did);
    }
  });
}
