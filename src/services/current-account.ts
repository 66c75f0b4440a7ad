import type { AccountRecord } from '../protocol/ports/records.ts';
import type { DeviceStore } from '../protocol/ports/store.ts';

/** The current account of this browser profile; undefined before one was made. */
export async function currentAccount(device: DeviceStore): Promise<AccountRecord | undefined> {
  const [did, accounts] = await Promise.all([device.currentAccount(), device.accounts()]);
  return did === undefined ? undefined : accounts.find((account) => account.did === did);
}
