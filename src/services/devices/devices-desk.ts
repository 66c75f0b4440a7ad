import type { LaterParts } from '../later-parts.ts';
import { createDeviceEntries } from '../private-state/devices.ts';
import type { DevicesDesk } from './devices-api.ts';
import { ownDeviceId } from './own-device.ts';

/** The devices of the account, and adding one. */
export function createDevicesDesk({ device, store, clock, subtle, pairing }: LaterParts): DevicesDesk {
  const entries = createDeviceEntries(store, clock);
  return {
    async list() {
      const [own, listed] = await Promise.all([ownDeviceId(device, subtle, store.did), entries.list()]);
      const views = listed.map(({ id, name, addedAtMs, usedAtMs }) => ({ id, name, addedAtMs, usedAtMs, here: id === own }));
      // The one in front of you comes first.
      return views.toSorted((one, other) => Number(other.here) - Number(one.here));
    },
    rename: (id, name) => entries.rename(id, name),
    forget: (id) => entries.forget(id),
    offer: pairing.offer,
    ask: (request) => pairing.ask(request),
  };
}
