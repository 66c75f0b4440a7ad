import type { Live } from '../../services/app-api.ts';
import { createValue } from './value.ts';

/** What belongs to this screen and hands only, and so is not part of the account: kept in localStorage, lost without harm. */
export interface Preferences {
  readonly shortcuts: Live<boolean>;
  setShortcuts(on: boolean): void;
  /** Whether pictures of people whom one follows on servers are loaded from those servers without being asked for. */
  readonly remotePictures: Live<boolean>;
  setRemotePictures(on: boolean): void;
  /** An import was going on when its screen was last seen. */
  readonly importing: Live<boolean>;
  setImporting(on: boolean): void;
  /** True the first time it is asked about `what`, and never again on this device. */
  firstTime(what: 'undo' | 'server'): boolean;
}

export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): Preferences {
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

  function choice(name: string, usual: 'on' | 'off'): readonly [Live<boolean>, (on: boolean) => void] {
    const key = `pollen.${name}`;
    const value = createValue((read(key) ?? usual) === 'on');
    const set = (on: boolean): void => {
      value.set(on);
      write(key, on ? 'on' : 'off');
    };
    return [value, set];
  }

  const [shortcuts, setShortcuts] = choice('shortcuts', 'on');
  const [remotePictures, setRemotePictures] = choice('pictures', 'on');
  const [importing, setImporting] = choice('importing', 'off');
  return {
    shortcuts,
    setShortcuts,
    remotePictures,
    setRemotePictures,
    importing,
    setImporting,
    firstTime(what) {
      const key = `pollen.told.${what}`;
      if (told.has(what) || read(key) === 'yes') return false;
      told.add(what);
      write(key, 'yes');
      return true;
    },
  };
}
