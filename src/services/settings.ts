import type { AccountStore, DeviceStore } from '../protocol/ports/store.ts';
import type { Settings } from './app-api.ts';

export const settingKeys = [
  'gateways',
  'iceServers',
  'httpOnly',
  'remoteReading',
  'theme',
  'locale',
  'undoSeconds',
  'postLanguage',
] as const;

/** What applies until somebody chooses. `gateways` stays empty until the origin that serves the app proved to be one. */
export const defaultSettings: Settings = {
  gateways: [],
  httpOnly: false,
  remoteReading: true,
  theme: 'system',
  locale: 'system',
  undoSeconds: 5,
  postLanguage: '',
};

/** Settings of an account on this device. How the app looks is the device's choice; the account's holds until there was one. */
export async function loadSettings(store: AccountStore, device: Pick<DeviceStore, 'appearance'>): Promise<Settings> {
  const [appearance, ...values] = await Promise.all([
    device.appearance(),
    ...settingKeys.map((key) => store.setting<unknown>(key)),
  ]);
  const stored = Object.fromEntries(settingKeys.map((key, index) => [key, values[index]]));
  return cleanSettings({ ...stored, ...appearance }, defaultSettings);
}

/** `values` where they are usable, `otherwise` elsewhere. */
export function cleanSettings(values: Partial<Record<(typeof settingKeys)[number], unknown>>, otherwise: Settings): Settings {
  const { theme, locale, undoSeconds, postLanguage, httpOnly, remoteReading } = values;
  return {
    gateways: origins(values.gateways) ?? otherwise.gateways,
    iceServers: iceUrls(values.iceServers) ?? otherwise.iceServers,
    httpOnly: typeof httpOnly === 'boolean' ? httpOnly : otherwise.httpOnly,
    remoteReading: typeof remoteReading === 'boolean' ? remoteReading : otherwise.remoteReading,
    theme: theme === 'system' || theme === 'light' || theme === 'dark' ? theme : otherwise.theme,
    locale: typeof locale === 'string' && locale.length <= 35 ? locale : otherwise.locale,
    undoSeconds: Number.isFinite(undoSeconds)
      ? Math.min(Math.max(Math.round(Number(undoSeconds)), 0), 60)
      : otherwise.undoSeconds,
    postLanguage: typeof postLanguage === 'string' && postLanguage.length <= 35 ? postLanguage : otherwise.postLanguage,
  };
}

/** At most 20 http(s) origins, each once; a path that somebody pasted along is dropped. */
function origins(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const found = value.flatMap((item: unknown) => {
    if (typeof item !== 'string' || !URL.canParse(item)) return [];
    const url = new URL(item);
    return url.protocol === 'https:' || url.protocol === 'http:' ? [url.origin] : [];
  });
  return [...new Set(found)].slice(0, 20);
}

function iceUrls(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((item: unknown): item is string => typeof item === 'string' && /^(stuns?|turns?):/.test(item)).slice(0, 10);
}
