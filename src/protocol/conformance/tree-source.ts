/** What became of reading one file of a tree. */
export type FileRead =
  | { readonly type: 'found'; readonly bytes: Uint8Array }
  /** The source says that there is no such file. */
  | { readonly type: 'missing' }
  /** More bytes than were allowed; not read to the end. */
  | { readonly type: 'too-large' }
  /** The file exists, but this source does not have all of it, and need not. Not read, and nobody's fault. */
  | { readonly type: 'elsewhere' }
  /** The source could not be asked, or broke off. */
  | { readonly type: 'failed'; readonly reason: string };

/** Somewhere an account's tree can be read from, unchecked: a folder, a CAR, a host, this device. */
export interface TreeSource {
  /** Files that may be asked for side by side. */
  readonly atOnce: number;
  /** At most `limitBytes`. Never throws for what the outside does. */
  read(path: string, limitBytes: number): Promise<FileRead>;
  /** Paths of all files, where the source can tell; a bounded number. */
  list?(): Promise<readonly string[]>;
}

/** Runs `work` over `items`, at most `atOnce` side by side; stops to begin new ones when `isOver` says so. */
export async function forEachAtOnce<Item>(
  items: Iterable<Item>,
  atOnce: number,
  isOver: () => boolean,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    while (!isOver()) {
      const next = queue.next();
      if (next.done === true) return;
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker));
}
