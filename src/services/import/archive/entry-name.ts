/** Why an entry of an archive is passed over. */
export type EntryRefusal = 'name' | 'link' | 'duplicate' | 'encrypted' | 'nested' | 'too-large' | 'lying' | 'damaged';

const nestedPattern = /\.(?:zip|tar|tgz|gz|bz2|xz|zst|7z|rar)$/i;
const longestName = 1024;

/**
 * The name of an entry as a path from the top of its archive: no `..`, nothing absolute, no drive letters, no control characters.
 * Undefined for all others: such an entry is passed over, and never a path of anything.
 */
export function normalisedName(name: string): string | undefined {
  if (name.length > longestName || /[\p{Cc}\uFFFD]/u.test(name)) return undefined;
  const slashed = name.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  if (slashed === '' || slashed.startsWith('/') || /^[A-Za-z]:/.test(slashed)) return undefined;
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? undefined : parts.join('/');
}

/** An archive inside of the archive: never opened. */
export const isNested = (name: string): boolean => nestedPattern.test(name);
