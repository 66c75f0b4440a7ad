/** Letters of other scripts, and digits, that look like a Latin letter; after decomposition, in lower case. */
const latin: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    a: 'аα',
    b: 'ьв',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еєε',
    g: 'ɡ',
    h: 'һн',
    i: 'іıι1lӏ|',
    j: 'јϳ',
    k: 'кκ',
    m: 'мм',
    n: 'пη',
    o: 'оοσ0ө',
    p: 'рρ',
    q: 'ԛ',
    r: 'гг',
    s: 'ѕ5',
    t: 'тτ',
    u: 'цυս',
    v: 'ѵν',
    w: 'ԝω',
    x: 'хχ',
    y: 'уγү',
    z: 'ᴢ2',
  }).flatMap(([letter, alike]) => Array.from(alike, (character) => [character, letter])),
);

const longestName = 400;

/**
 * What is left of a name when everything is taken away that a hurried eye does not see: case, accents, invisible characters, spaces and
 * signs, letters of other alphabets of the same form (after the idea of Unicode UTS 39, section 4; Latin, Greek, Cyrillic only). Two names
 * with the same rest look alike. Empty for names without letters.
 */
export function nameSkeleton(name: string): string {
  const plain = name.slice(0, longestName).normalize('NFKD').toLowerCase();
  return Array.from(plain, (character) => latin[character] ?? character)
    .join('')
    .replaceAll(/rn/g, 'm')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
