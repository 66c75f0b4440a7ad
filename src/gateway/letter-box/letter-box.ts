import type { Did } from '../../protocol/brand.ts';
import type { Database, Write } from '../database/database.ts';
import type { Letter } from './check-letter.ts';

/** Bounds of one account's box. Counts and bytes; the oldest letters make room. */
export interface LetterBoxLimits {
  readonly letters: number;
  readonly bytes: number;
  /** Of one author, so that nobody pushes everybody else's letters out. */
  readonly lettersPerAuthor: number;
}

export const letterBoxLimits: LetterBoxLimits = { letters: 1000, bytes: 16 * 2 ** 20, lettersPerAuthor: 100 };

export interface LetterPage {
  readonly total: number;
  /** Newest first, as they were posted. */
  readonly letters: readonly Uint8Array[];
  /** Cursor for the page of older ones. */
  readonly next?: number;
}

export interface LetterBoxes {
  /** Stores a letter; one that is there already (by id) changes nothing. */
  put(recipient: Did, letter: Letter): Promise<'added' | 'known'>;
  /** Letters older than the cursor `before`, or newer than `since`; at most `limit`, and 512 KiB. */
  page(recipient: Did, query: { readonly before?: number; readonly since?: number; readonly limit: number }): Promise<LetterPage>;
  /** Changes whenever the box does; asks no disk once the box has been read. */
  version(recipient: Did): Promise<string>;
  clear(recipient: Did): Promise<void>;
}

interface Entry {
  readonly number: number;
  readonly id: string;
  readonly author: string;
  readonly size: number;
}

const pageBytes = 2 ** 19;
const boxPrefix = (recipient: Did): string => `/letters/${recipient}/`;
const letterKey = (recipient: Did, number: number): string => boxPrefix(recipient) + String(number).padStart(12, '0');

/** Letter boxes of the hosted accounts, on disk; an index of each in memory once it was asked for. */
export function createLetterBoxes(database: Database, limits: LetterBoxLimits = letterBoxLimits): LetterBoxes {
  const boxes = new Map<Did, Promise<Entry[]>>();

  const load = async (recipient: Did): Promise<Entry[]> => {
    const entries: Entry[] = [];
    for await (const [key, value] of database.entries(boxPrefix(recipient))) {
      const { id, author, bytes } = decode(value);
      entries.push({ number: Number(key.slice(-12)), id, author, size: bytes.length });
    }
    return entries;
  };
  const box = (recipient: Did): Promise<Entry[]> => {
    const known = boxes.get(recipient);
    if (known !== undefined) return known;
    const loading = load(recipient);
    boxes.set(recipient, loading);
    return loading;
  };

  return {
    async put(recipient, letter) {
      const entries = await box(recipient);
      if (entries.some((entry) => entry.id === letter.id)) return 'known';
      const number = (entries.at(-1)?.number ?? 0) + 1;
      entries.push({ number, id: letter.id, author: letter.author, size: letter.bytes.length });
      const writes: Write[] = [{ type: 'put', key: letterKey(recipient, number), value: encode(letter) }];
      for (const entry of overflow(entries, letter.author, limits)) {
        entries.splice(entries.indexOf(entry), 1);
        writes.push({ type: 'del', key: letterKey(recipient, entry.number) });
      }
      await database.write(writes);
      return 'added';
    },
    async page(recipient, { before, since, limit }) {
      const entries = await box(recipient);
      const older = entries.filter((entry) => entry.number < (before ?? Infinity) && entry.number > (since ?? 0)).toReversed();
      const chosen: Entry[] = [];
      let size = 0;
      for (const entry of older) {
        size += entry.size;
        if (chosen.length >= limit || (size > pageBytes && chosen.length > 0)) break;
        chosen.push(entry);
      }
      const values = await database.level.getMany(chosen.map((entry) => letterKey(recipient, entry.number)));
      const last = chosen.at(-1);
      return {
        total: entries.length,
        letters: values.filter((value) => value !== undefined).map((value) => decode(value).bytes),
        ...(last !== undefined && chosen.length < older.length ? { next: last.number } : {}),
      };
    },
    async version(recipient) {
      const entries = await box(recipient);
      return `${entries[0]?.number ?? 0}-${entries.at(-1)?.number ?? 0}-${entries.length}`;
    },
    async clear(recipient) {
      const entries = await box(recipient);
      boxes.delete(recipient);
      await database.write(entries.map((entry) => ({ type: 'del', key: letterKey(recipient, entry.number) })));
    },
  };
}

function overflow(entries: readonly Entry[], author: string, limits: LetterBoxLimits): Entry[] {
  const ofAuthor = entries.filter((entry) => entry.author === author);
  const tooMany = ofAuthor.slice(0, Math.max(0, ofAuthor.length - limits.lettersPerAuthor));
  const rest = entries.filter((entry) => !tooMany.includes(entry));
  let size = rest.reduce((sum, entry) => sum + entry.size, 0);
  while (rest.length > limits.letters || (size > limits.bytes && rest.length > 1)) {
    const oldest = rest.shift();
    if (oldest === undefined) break;
    size -= oldest.size;
    tooMany.push(oldest);
  }
  return tooMany;
}

// id, author, bytes with a line end after the first two: ids hold none.
function encode(letter: Letter): Uint8Array {
  return Buffer.concat([Buffer.from(`${letter.id}\n${letter.author}\n`), letter.bytes]);
}

function decode(value: Uint8Array): { id: string; author: string; bytes: Uint8Array } {
  const first = value.indexOf(10);
  const second = value.indexOf(10, first + 1);
  const text = (start: number, end: number): string => new TextDecoder().decode(value.subarray(start, end));
  return { id: text(0, first), author: text(first + 1, second), bytes: value.subarray(second + 1) };
}
