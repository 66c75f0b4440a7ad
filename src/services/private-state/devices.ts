import type { JsonValue } from '../../protocol/json.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { PrivateEntry } from '../../protocol/private-state/entry.ts';
import { nextStamp } from '../../protocol/private-state/stamp.ts';

/** A device that holds the account's key, as it says itself. */
export interface DeviceEntry {
  /** Its p2p peer id. */
  readonly id: string;
  readonly name: string;
  readonly addedAtMs: number;
  /** Start of the last day (UTC) on which it was used. */
  readonly usedAtMs: number;
  readonly stampMs: number;
  readonly removed: boolean;
}

export interface DeviceEntries {
  /** Last used first, without forgotten ones. */
  list(): Promise<DeviceEntry[]>;
  rename(id: string, name: string): Promise<void>;
  /** Takes it off the list. It still has the key: one that goes on being used comes back. */
  forget(id: string): Promise<void>;
  /** This device is used now; writes at most once a day. */
  used(id: string, defaultName: string): Promise<void>;
}

/** Most characters of a name. */
export const deviceNameLength = 60;
const dayMs = 86_400_000;

/** The devices of an account, part of its private state (bridge-spec section 17). */
export function createDeviceEntries(store: AccountStore, clock: Clock): DeviceEntries {
  const find = (id: string): Promise<PrivateEntry | undefined> => store.privateEntries.get('device', id);

  async function put(known: PrivateEntry | undefined, device: Omit<DeviceEntry, 'stampMs'>): Promise<void> {
    const { id, name, addedAtMs, usedAtMs, removed } = device;
    const value = { added: addedAtMs, name, used: usedAtMs };
    await store.privateEntries.put([{ kind: 'device', id, stampMs: nextStamp(clock.nowMs(), known), removed, value }]);
  }

  async function change(id: string, changes: Partial<DeviceEntry>): Promise<void> {
    const known = await find(id);
    if (known !== undefined && !known.removed) await put(known, { ...deviceOf(known), ...changes });
  }

  return {
    async list() {
      const devices = (await store.privateEntries.all()).flatMap((entry) =>
        entry.kind === 'device' && !entry.removed ? [deviceOf(entry)] : [],
      );
      return devices.toSorted((one, other) => other.usedAtMs - one.usedAtMs || (one.id < other.id ? -1 : 1));
    },
    async rename(id, name) {
      const cleaned = cleanName(name);
      if (cleaned !== '') await change(id, { name: cleaned });
    },
    forget: (id) => change(id, { removed: true }),
    async used(id, defaultName) {
      const nowMs = clock.nowMs();
      const usedAtMs = Math.floor(nowMs / dayMs) * dayMs;
      const known = await find(id);
      const before = known && deviceOf(known);
      if (before?.usedAtMs === usedAtMs) return;
      const name = before?.name ?? cleanName(defaultName);
      await put(known, { id, name, addedAtMs: before?.addedAtMs ?? nowMs, usedAtMs, removed: false });
    },
  };
}

function deviceOf({ id, stampMs, removed, value }: PrivateEntry): DeviceEntry {
  const moment = (json: JsonValue | undefined): number => (typeof json === 'number' && json >= 0 ? json : 0);
  const name = value?.['name'];
  const addedAtMs = moment(value?.['added']);
  const usedAtMs = moment(value?.['used']);
  return { id, name: typeof name === 'string' ? cleanName(name) : '', addedAtMs, usedAtMs, stampMs, removed };
}

const cleanName = (name: string): string =>
  [...name.toWellFormed().replaceAll(/\s+/gu, ' ').trim()].slice(0, deviceNameLength).join('');
