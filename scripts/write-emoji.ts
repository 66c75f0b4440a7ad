// `node scripts/write-emoji.ts`: writes the emoji that the composer offers, with their names, out of emoji-picker-element-data. Same bytes every time.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Emoji {
  readonly emoji: string;
  readonly annotation: string;
  readonly tags?: readonly string[];
  readonly shortcodes?: readonly string[];
  readonly group: number;
  readonly order: number;
  /** Of Unicode's emoji: later ones are not drawn by devices that people use. */
  readonly version: number;
}

const root = join(import.meta.dirname, '..');
const sources = { en: 'en/emojibase', de: 'de/cldr' };
const newestVersion = 15;
/** Skin tones and hair, which mean nothing alone. */
const componentGroup = 2;

for (const [locale, path] of Object.entries(sources)) {
  const source = join(root, 'node_modules/emoji-picker-element-data', path, 'data.json');
  const all = JSON.parse(await readFile(source, 'utf8')) as Emoji[];
  const groups = new Map<number, string[]>();
  for (const emoji of all.toSorted((a, b) => a.order - b.order)) {
    if (emoji.version > newestVersion || emoji.group === componentGroup) continue;
    groups.set(emoji.group, [...(groups.get(emoji.group) ?? []), lineOf(emoji)]);
  }
  const lines = [...groups].toSorted(([a], [b]) => a - b).map(([, group]) => group.join('\n'));
  await writeFile(join(root, `src/ui/screens/composer/emoji/emoji-${locale}.json`), `${JSON.stringify(lines, undefined, 2)}\n`);
}

/** The emoji, its name, and more words by which people look for it. */
function lineOf({ emoji, annotation, tags = [], shortcodes = [] }: Emoji): string {
  const name = annotation.toLowerCase();
  const known = new Set(name.split(/[^\p{L}\p{N}]+/u));
  const more = [...tags, ...shortcodes.flatMap((code) => code.split('_'))].map((word) => word.toLowerCase());
  const words = [...new Set(more)].filter((word) => /^[\p{L}\p{N}+-]+$/u.test(word) && !known.has(word));
  return `${emoji}\t${annotation}\t${words.join(' ')}`;
}
