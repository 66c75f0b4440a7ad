import type { Cursor } from '../../protocol/ports/store.ts';

/** Where a reader is in a list, so that it is found again after the page was closed. */
export interface Place {
  /** The newest item that was shown: what is newer waits. */
  readonly top: Cursor;
  /** The first item in the window, and how far its upper edge was from the window's, px; negative when it was partly read. */
  readonly at: Cursor;
  readonly offsetPx: number;
}

/** Places by the names of lists, kept in localStorage: they belong to this screen and these eyes, and are lost without harm. */
export interface Places {
  get(list: string): Place | undefined;
  /** Undefined: at the top. */
  put(list: string, place: Place | undefined): void;
  /** The newest thing that had been seen when the page was loaded, ms. */
  seenBefore(): number | undefined;
  /** Of home: something this new is on the screen. */
  see(newest: Cursor): void;
}

/** Of the items that a list has, the one at a place, or the first one after it when it is gone. */
export function itemAt<T extends { readonly cursor: Cursor }>(items: readonly T[], at: Cursor): T | undefined {
  const isOlder = ({ cursor }: T): boolean => cursor.atMs < at.atMs || (cursor.atMs === at.atMs && cursor.id <= at.id);
  return items.find(({ cursor }) => cursor.id === at.id) ?? items.find(isOlder) ?? items.at(-1);
}

const most = 40;
/** No list: what was seen in any. */
const seen = '(seen)';
const storageKey = 'pollen.places';

/** `owner` names the account: nobody's place is another's. */
export function createPlaces(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined, owner: () => string): Places {
  // Read at every use: another tab may have moved on, and the newest wins for each list.
  function read(): Map<string, Place> {
    try {
      const stored: unknown = JSON.parse(storage?.getItem(storageKey) ?? '[]');
      return new Map((Array.isArray(stored) ? stored : []).filter(isEntry).slice(-most));
    } catch {
      return new Map();
    }
  }
  const atStart = read();
  const nameOf = (list: string): string => `${owner()} ${list}`;
  function put(list: string, place: Place | undefined): void {
    const places = read();
    places.delete(nameOf(list));
    if (place !== undefined) places.set(nameOf(list), place);
    try {
      storage?.setItem(storageKey, JSON.stringify([...places].slice(-most)));
    } catch {
      // A full or forbidden store: the next visit begins at the top.
    }
  }
  return {
    get: (list) => read().get(nameOf(list)),
    put,
    seenBefore: () => atStart.get(nameOf(seen))?.top.atMs,
    see(newest) {
      if ((read().get(nameOf(seen))?.top.atMs ?? 0) < newest.atMs) put(seen, { top: newest, at: newest, offsetPx: 0 });
    },
  };
}

function isEntry(entry: unknown): entry is [string, Place] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false;
  const { top, at, offsetPx } = Object(entry[1]) as Partial<Place>;
  return isCursor(top) && isCursor(at) && Number.isFinite(offsetPx);
}

function isCursor(value: unknown): value is Cursor {
  const { atMs, id } = Object(value) as Partial<Cursor>;
  return Number.isFinite(atMs) && typeof id === 'string';
}
