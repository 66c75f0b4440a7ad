/** Neighbours of a list that are drawn, or not, together. */
export interface Stretch<T> {
  readonly key: string;
  readonly start: number;
  readonly items: readonly T[];
}

const usualLength = 16;

/**
 * Cuts a list. Borders of before stay where their items still are, so that what comes above or below changes no other stretch; a
 * stretch whose items are the same is the same object. Makes nothing for stretches that stay: long lists are cut whenever a few
 * items come, while somebody scrolls.
 */
export function cutStretches<T>(items: readonly T[], keyOf: (item: T) => string, before: readonly Stretch<T>[]): Stretch<T>[] {
  const known = new Map(before.map((stretch) => [stretch.key, stretch]));
  const cuts: Stretch<T>[] = [];
  let start = 0;
  while (start < items.length) {
    const key = keyOf(items[start] as T);
    let end = start + 1;
    while (end < items.length && end - start < usualLength && !known.has(keyOf(items[end] as T))) end += 1;
    const old = known.get(key);
    cuts.push(old !== undefined && isSame(old, items, start, end) ? old : { key, start, items: items.slice(start, end) });
    start = end;
  }
  return cuts;
}

function isSame<T>(old: Stretch<T>, items: readonly T[], start: number, end: number): boolean {
  return old.start === start && old.items.length === end - start && old.items.every((item, at) => item === items[start + at]);
}
