import type { DevicesDesk, DeviceView, JoinDesk, JoinState, OfferState } from '../../services/devices/devices-api.ts';
import type { PollenApp } from '../../services/app-api.ts';
import { createValue } from '../app/value.ts';
import { pause } from './fake-listing.ts';

const dayMs = 86_400_000;
const code = 'aeldk mfs2 ylqx gk3t aeld kmfs'.replaceAll(' ', '');

/** Devices and both sides of a pairing, in memory. */
export function fakeDevices(changed: (topic: string) => void): Pick<PollenApp, 'devices' | 'joining'> {
  const [devices, joining] = [createFakeDevices(changed), createFakeJoining()];
  return { devices: async () => devices, joining: async () => joining };
}

/** Devices in memory; the other side of a pairing answers by itself after a while. The passphrase is `passphrase`. */
function createFakeDevices(changed: (topic: string) => void): DevicesDesk {
  let devices: DeviceView[] = [
    { id: 'here', name: 'Firefox on Linux', addedAtMs: Date.now() - 90 * dayMs, usedAtMs: Date.now(), here: true },
    { id: 'phone', name: 'Phone', addedAtMs: Date.now() - 30 * dayMs, usedAtMs: Date.now() - 3 * dayMs, here: false },
  ];
  const offer = createValue<OfferState>({ phase: 'none' });
  const compare = { phase: 'compare', shortCode: '042917', here: false, there: false, direct: true } as const;
  return {
    list: async () => devices,
    async rename(id, name) {
      devices = devices.map((device) => (device.id === id ? { ...device, name } : device));
      changed('private');
    },
    async forget(id) {
      devices = devices.filter((device) => device.id !== id);
      changed('private');
    },
    offer,
    async ask(request) {
      switch (request.type) {
        case 'start':
          offer.set({
            phase: 'waiting',
            link: `${location.origin}/#/pair/${code}`,
            code,
            expiresAtMs: Date.now() + 600_000,
            onlyHere: true,
          });
          await pause(4_000);
          if (offer.get().phase === 'waiting') offer.set(compare);
          break;
        case 'same':
          offer.set({ ...compare, here: true });
          await pause(1_000);
          offer.set({ phase: 'passphrase', wrong: false });
          break;
        case 'differ':
          offer.set({ phase: 'failed', reason: 'codes-differ' });
          break;
        case 'passphrase':
          if (request.passphrase !== 'passphrase')
            offer.set({ phase: 'passphrase', wrong: true, waitUntilMs: Date.now() + 4_000 });
          else {
            offer.set({ phase: 'sending', movedBytes: 30, totalBytes: 100 });
            await pause(1_500);
            offer.set({ phase: 'done' });
          }
          break;
        case 'cancel':
          offer.set({ phase: 'none' });
      }
    },
  };
}

/** The new device in memory; a code that begins with `a` leads somewhere. */
function createFakeJoining(): JoinDesk {
  const state = createValue<JoinState>({ phase: 'idle' });
  const compare = { phase: 'compare', shortCode: '042917', here: false, there: false, direct: false } as const;
  return {
    state,
    async join(text) {
      state.set({ phase: 'connecting' });
      await pause(800);
      state.set(text.includes('a') ? compare : { phase: 'failed', reason: 'not-a-code' });
    },
    async same() {
      state.set({ phase: 'waiting' });
      await pause(1_500);
      state.set({ phase: 'receiving', movedBytes: 40, totalBytes: 100 });
    },
    async differ() {
      state.set({ phase: 'failed', reason: 'codes-differ' });
    },
    async cancel() {
      state.set({ phase: 'idle' });
    },
  };
}
