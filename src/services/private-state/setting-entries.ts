import type { SettingKey } from '../../protocol/ports/records.ts';
import type { JsonValue } from '../../protocol/json.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { isWithinBounds, type PrivateEntry } from '../../protocol/private-state/entry.ts';
import { nextStamp } from '../../protocol/private-state/stamp.ts';

/**
 * Settings of the account. The others are of the device that they were made on: how it looks and what it may ask of which network
 * (`theme`, `httpOnly`, `iceServers`, `remoteReading`).
 */
export const accountSettings = [
  'gateways',
  'undoSeconds',
  'postLanguage',
  'locale',
  'pinnedTags',
] as const satisfies readonly SettingKey[];
type AccountSetting = (typeof accountSettings)[number];

const isAccountSetting = (key: string): key is AccountSetting => (accountSettings as readonly string[]).includes(key);

/** Notes down that somebody chose these settings (stored already), for the other devices of the account. */
export async function noteSettings(store: AccountStore, keys: readonly string[], nowMs: number): Promise<void> {
  const entries: PrivateEntry[] = [];
  for (const id of keys.filter(isAccountSetting)) {
    const [stored, known] = await Promise.all([store.setting<unknown>(id), store.privateEntries.get('setting', id)]);
    const value = shared(id, stored);
    if (value === undefined) continue;
    const entry = { kind: 'setting', id, stampMs: nextStamp(nowMs, known), removed: false, value: { value } };
    if (isWithinBounds(entry)) entries.push(entry);
  }
  if (entries.length > 0) await store.privateEntries.put(entries);
}

/** Stores what was chosen on another device. What is unusable here is left out when settings are loaded. */
export async function takeInSettings(store: AccountStore, entries: readonly PrivateEntry[]): Promise<void> {
  for (const { kind, id, removed, value } of entries) {
    const chosen = value?.['value'];
    if (kind !== 'setting' || removed || chosen === undefined || !isAccountSetting(id)) continue;
    if (id !== 'gateways') {
      await store.putSetting(id, chosen);
      continue;
    }
    const here = origins(await store.setting<unknown>('gateways')).filter((origin) => !isPublic(origin));
    await store.putSetting('gateways', [...here, ...origins(chosen).filter(isPublic)]);
  }
}

/** A gateway on this machine means nothing elsewhere. */
function shared(key: AccountSetting, stored: unknown): JsonValue | undefined {
  if (key === 'gateways') return Array.isArray(stored) ? origins(stored).filter(isPublic) : undefined;
  return typeof stored === 'string' || typeof stored === 'number' ? stored : undefined;
}

const isPublic = (origin: string): boolean => origin.startsWith('https://');
const origins = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item: unknown): item is string => typeof item === 'string').slice(0, 20) : [];
