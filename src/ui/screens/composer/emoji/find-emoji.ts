export interface Emoji {
  readonly emoji: string;
  readonly name: string;
  /** More words by which it is found. */
  readonly words: readonly string[];
}

/** Emoji by group: faces, people, animals and plants, food, places, activities, things, signs, flags. */
export type EmojiGroups = readonly (readonly Emoji[])[];

/** Reads what scripts/write-emoji.ts wrote. */
export const readEmoji = (groups: readonly string[]): EmojiGroups =>
  groups.map((group) =>
    group.split('\n').map((line) => {
      const [emoji = '', name = '', words = ''] = line.split('\t');
      return { emoji, name, words: words === '' ? [] : words.split(' ') };
    }),
  );

const fold = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/**
 * Emoji for what was typed, best first: the word itself in the name, then names with a word that begins so, then other words. Several
 * words must all be found.
 */
export function findEmoji(groups: EmojiGroups, typed: string, most: number): readonly Emoji[] {
  const wanted = fold(typed)
    .split(/[\s_]+/)
    .filter((word) => word !== '');
  if (wanted.length === 0) return [];
  const found = groups.flat().flatMap((emoji) => {
    const name = fold(emoji.name).split(/[^\p{L}\p{N}]+/u);
    const words = emoji.words.map(fold);
    const ranks = wanted.map((word) => rankOf(word, name, words));
    return ranks.includes(noRank) ? [] : [{ emoji, rank: Math.max(...ranks), length: name.length }];
  });
  return found
    .toSorted((a, b) => a.rank - b.rank || a.length - b.length)
    .slice(0, most)
    .map(({ emoji }) => emoji);
}

const noRank = 9;

function rankOf(word: string, name: readonly string[], words: readonly string[]): number {
  if (name[0] === word && name.length === 1) return 0;
  if (name.includes(word)) return 1;
  if (words.includes(word)) return 2;
  if (name.some((part) => part.startsWith(word))) return 3;
  return words.some((part) => part.startsWith(word)) ? 4 : noRank;
}
