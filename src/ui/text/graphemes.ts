/** Longest post, in graphemes: what a reader would call characters. */
export const postGraphemeLimit = 5000;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Counts what a person would call characters: a family emoji or a letter with accents is one. */
export function countGraphemes(text: string): number {
  // Only ASCII without line breaks: every unit is a character, and typing stays cheap.
  if (/^[ -~]*$/.test(text)) return text.length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/** The first grapheme in upper case, for a picture made of a letter; empty for empty text. */
export function firstGrapheme(text: string): string {
  for (const { segment } of segmenter.segment(text.trim())) return segment.toLocaleUpperCase();
  return '';
}

/** Cut at a whole grapheme, with an ellipsis when something is missing. */
export function excerpt(text: string, graphemes: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  let end = 0;
  let count = 0;
  for (const { index, segment } of segmenter.segment(line.slice(0, graphemes * 16))) {
    if (count === graphemes) return `${line.slice(0, end).trimEnd()}…`;
    count += 1;
    end = index + segment.length;
  }
  return end < line.length ? `${line.slice(0, end).trimEnd()}…` : line;
}
