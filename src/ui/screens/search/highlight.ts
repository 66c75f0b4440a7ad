import { eachWord } from '../../../services/search/words.ts';

export interface Marked {
  readonly start: number;
  readonly end: number;
}

/** Where the terms that were searched for stand in a text, in its order, those that touch made one. */
export function markedIn(text: string, terms: readonly { readonly term: string; readonly whole: boolean }[]): readonly Marked[] {
  const found: { start: number; end: number }[] = [];
  eachWord(text, (word, start, end) => {
    if (!terms.some(({ term, whole }) => (whole ? word === term : word.startsWith(term)))) return;
    const before = found.at(-1);
    if (before !== undefined && start <= before.end) before.end = Math.max(before.end, end);
    else found.push({ start, end });
  });
  return found;
}
