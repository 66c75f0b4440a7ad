const longest = 30;

/** A username from a name: letters and digits of the Latin alphabet, accents dropped; empty when nothing is left. */
export function suggestUsername(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, longest)
    .replace(/_+$/, '');
}
