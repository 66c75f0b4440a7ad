import type { Live } from '../../services/app-api.ts';
import { createValue } from './value.ts';

/** What belongs to this screen and hands only, and so is not part of the account: kept in localStorage, lost without harm. */
export interface Preferences {
  readonly shortcuts: Live<boolean>;
  setShortcuts(on: boolean): void;
  /** True the first time it is asked about `what`, and never again on this device. */
  firstTime(what: 'undo'): boolean;
}

const shortcutsKey = 'pollen.shortcuts';

export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): Preferences {
  const shortcuts = createValue(read(shortcutsKey) !== 'off');
  const told = new Set<string>();

  function read(key: string): string | null | undefined {
    try {
      return storage?.getItem(key);
    } catch {
      return undefined;
    }
  }

  function write(key: string, value: string): void {
    try {
      storage?.setItem(key, value);
    } catch {
      // A full or forbidden store: the choice lasts until the page is closed.
    }
  }

  return {
    shortcuts,
    setShortcuts(on) {
      shortcuts.set(on);
      write(shortcutsKey, on ? 'on' : 'off');
    },
    firstTime(what) {
      const key = `pollen.told.${what}`;
      if (told.has(what) || read(key) === 'yes') return false;
      told.add(what);
      write(key, 'yes');
      return true;
    },
  };
}
