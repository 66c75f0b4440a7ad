import type { AccountStore, DeviceStore } from '../protocol/ports/store.ts';
import type { Settings } from './app-api.ts';
import type { WritableLive } from './live.ts';
import { noteSettings } from './private-state/setting-entries.ts';
import { cleanSettings, settingKeys } from './settings.ts';

/**
 * Stores what `changes` names, where there is an account to keep it, and lets it apply; unusable values are left as they were. Others
 * may change other settings meanwhile. `chosenMs`: somebody chose it then, for the account's other devices as well, as far as it is not
 * about this one. `device`: keeps how the app looks, for all accounts.
 */
export async function changeSettings(
  store: AccountStore | undefined,
  settings: WritableLive<Settings>,
  changes: Partial<Settings>,
  chosenMs?: number,
  device?: Pick<DeviceStore, 'appearance' | 'putAppearance'>,
): Promise<void> {
  const { theme, locale } = changes;
  // Before the account hears of it: then every tab reads what holds.
  if (device !== undefined && (theme ?? locale) !== undefined) {
    const kept = {
      ...(await device.appearance()),
      ...(theme !== undefined && { theme }),
      ...(locale !== undefined && { locale }),
    };
    await device.putAppearance(kept);
  }
  if (store !== undefined) {
    const next = mergeSettings(settings.get(), changes);
    const changed = settingKeys.filter((key) => key in changes);
    await Promise.all(changed.map((key) => store.putSetting(key, next[key])));
    if (chosenMs !== undefined) await noteSettings(store, changed, chosenMs);
  }
  settings.set(mergeSettings(settings.get(), changes));
}

/** `iceServers: undefined` in `changes` means: back to the gateways' own. */
export function mergeSettings(current: Settings, changes: Partial<Settings>): Settings {
  const next = cleanSettings({ ...current, ...changes }, current);
  return 'iceServers' in changes && changes.iceServers === undefined ? { ...next, iceServers: undefined } : next;
}
