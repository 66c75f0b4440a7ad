import type { Settings } from './app-api.ts';
import type { WritableLive } from './live.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { changeSettings } from './change-settings.ts';

/**
 * The origin that serves the app becomes the first gateway when it is one and nobody has chosen gateways. It is stored, so that the
 * app also looks for it when it starts offline.
 */
export async function adoptDefaultGateway(
  store: AccountStore,
  settings: WritableLive<Settings>,
  appBase: string,
  isGateway: (origin: string) => Promise<boolean>,
): Promise<void> {
  if ((await store.setting<unknown>('gateways')) !== undefined || !/^https?:/.test(appBase)) return;
  const { origin } = new URL(appBase);
  if (!(await isGateway(origin))) return;
  if ((await store.setting<unknown>('gateways')) !== undefined) return;
  await changeSettings(store, settings, { gateways: [origin] });
}
