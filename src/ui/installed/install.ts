import { browserKind } from '../screens/room/browser-kind.ts';
import { type InstallPrompt, installPrompt } from './install-prompt.ts';

/** Runs as an app of its own, not in a tab. */
export const isInstalled = (): boolean =>
  matchMedia('(display-mode: standalone), (display-mode: window-controls-overlay), (display-mode: minimal-ui)').matches ||
  (navigator as { readonly standalone?: boolean }).standalone === true;

/** Asks whether to install. The browser lets it be asked once, so what it gave out is used up. */
export async function install(prompt: InstallPrompt): Promise<boolean> {
  installPrompt.set(undefined);
  await prompt.prompt();
  return (await prompt.userChoice).outcome === 'accepted';
}

const key = 'pollen.install';
const visitsBefore = 3;
const dayMs = 86_400_000;

interface Visits {
  readonly days: number;
  readonly lastDay: number;
  /** Was told of it: never again by itself. */
  readonly told: boolean;
}

function readVisits(storage: Pick<Storage, 'getItem'>): Visits {
  try {
    const { days, lastDay, told } = JSON.parse(storage.getItem(key) ?? '') as Partial<Record<keyof Visits, unknown>>;
    return { days: Number(days) || 0, lastDay: Number(lastDay) || 0, told: told === true };
  } catch {
    return { days: 0, lastDay: 0, told: false };
  }
}

/**
 * Whether it is time to say that the app can be installed: on the third day on which somebody is here, once, in browsers that can do it.
 * Counts the visit of today.
 */
export function shouldOfferInstall(
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined,
  nowMs: number,
  browser: { readonly installed: boolean; readonly agent: string; readonly touchPoints: number },
): boolean {
  if (storage === undefined || browser.installed) return false;
  const today = Math.floor(nowMs / dayMs);
  const before = readVisits(storage);
  const days = before.lastDay === today ? before.days : before.days + 1;
  const { way } = browserKind(browser.agent, browser.touchPoints);
  const now = !before.told && days >= visitsBefore && way !== 'desktop-firefox' && way !== 'unknown';
  try {
    storage.setItem(key, JSON.stringify({ days, lastDay: today, told: before.told || now }));
  } catch {
    // Nothing can be remembered, so it would be said again and again.
    return false;
  }
  return now;
}
