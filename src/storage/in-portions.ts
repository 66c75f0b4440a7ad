/** Records read at once: thousands in one go would hold up the tab. */
const portion = 2000;

/** All records of a store, a portion at a time. `read` answers those of a range, by id, at most as many as asked. */
export async function inPortions<T extends { readonly id: string }>(
  read: (range: IDBKeyRange | null, limit: number) => Promise<T[]>,
): Promise<T[]> {
  const all = await read(null, portion);
  for (let { length } = all; length === portion;) {
    const more = await read(IDBKeyRange.lowerBound(all.at(-1)?.id, true), portion);
    all.push(...more);
    ({ length } = more);
  }
  return all;
}
