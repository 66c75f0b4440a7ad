import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LevelDatastore } from 'datastore-level';
import type { Result } from '../../protocol/result.ts';
import { err, ok } from '../../protocol/result.ts';

/** The ordered key-value store below everything that the gateway keeps. Keys are text, values bytes. */
export type Level = LevelDatastore['db'];
/** One write of an all-or-nothing batch. */
export type Write =
  | { readonly type: 'put'; readonly key: string; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: string };

export interface Database {
  readonly level: Level;
  /** The same store with the interface that libp2p wants for its address book. */
  readonly datastore: LevelDatastore;
  write(writes: readonly Write[]): Promise<void>;
  /** Everything below `prefix`, in the order of the keys. */
  entries(prefix: string): AsyncIterable<[key: string, value: Uint8Array]>;
  close(): Promise<void>;
}

/** Opens (or makes) the database in `directory`. Error: it cannot be opened, most often because another gateway uses it. */
export async function openDatabase(directory: string): Promise<Result<Database, string>> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const datastore = new LevelDatastore(join(directory, 'database'));
    await datastore.open();
    return ok(wrap(datastore));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

function wrap(datastore: LevelDatastore): Database {
  const level = datastore.db;
  return {
    level,
    datastore,
    write: (writes) => level.batch([...writes]),
    // Keys are ASCII, so everything that begins with the prefix sorts below prefix + 0x7f.
    entries: (prefix) => level.iterator({ gte: prefix, lt: `${prefix}\x7f` }),
    close: () => datastore.close(),
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A row that the gateway wrote itself, as JSON. */
export const encodeRow = (row: unknown): Uint8Array => encoder.encode(JSON.stringify(row));
export const decodeRow = (bytes: Uint8Array): unknown => JSON.parse(decoder.decode(bytes));
