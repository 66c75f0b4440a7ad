import type { Clock } from '../../protocol/ports/clock.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { createDeviceEntries } from './devices.ts';

const dayMs = 86_400_000;

/** Puts this device on the list of the account's devices; to be called whenever the network says something. Writes once a day. */
export function createDeviceSignIn(
  store: AccountStore,
  { clock, deviceName, report }: { readonly clock: Clock; readonly deviceName?: string; report(error: unknown): void },
): (peerId: string | undefined) => void {
  const devices = createDeviceEntries(store, clock);
  let signedIn: string | undefined;
  return (peerId) => {
    const today = `${peerId} ${Math.floor(clock.nowMs() / dayMs)}`;
    if (peerId === undefined || signedIn === today) return;
    signedIn = today;
    devices.used(peerId, deviceName ?? '').catch(report);
  };
}
