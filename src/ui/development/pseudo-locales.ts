import type { Messages } from '@lingui/core';
import { mapTexts } from '../locales/compiled.ts';
import { catalogues, type Part } from '../text/translate.ts';

/** English with accents, 40 % longer, in brackets: shows what is not translated, what is cut off, and what is put together from parts. */
export const longLocale = 'en-XA';
/** English as it would run from right to left: every word mirrored, in an interface that is mirrored with it. */
export const mirroredLocale = 'ar-XB';

const accents: Readonly<Record<string, string>> = Object.fromEntries(
  [...'aåeéiîoöuûyýAÅEÉIÎOÖUÛYÝcçnñsšzžCÇNÑSŠZŽdđgğhĥlļrŕtţ'.matchAll(/(.)(.)/g)].map(([, plain, accented]) => [plain, accented]),
);

const accented = (text: string): string => [...text].map((letter) => accents[letter] ?? letter).join('');

/** Accented, with as many letters more as make it 40 % longer. */
function longer(text: string): string {
  const missing = Math.ceil(text.trim().length * 0.4);
  if (!/\p{L}/u.test(text)) return text;
  const filling = 'öné tŵö ţĥŕéé ƒöûŕ '.repeat(Math.ceil(missing / 19)).slice(0, missing);
  return `${accented(text)}${filling.trimEnd()}`;
}

/** Every word written from right to left: U+202E … U+202C around it. */
const mirrored = (text: string): string => text.replaceAll(/[\p{L}\p{N}’-]+/gu, '\u202E$&\u202C');

/** The whole text of a message in brackets, forms of plurals apart from each other. */
export function pseudoMessage(message: unknown): unknown {
  const changed = mapTexts(message, longer);
  return Array.isArray(changed) ? ['⟦', ...(changed as unknown[]), '⟧'] : `⟦${String(changed)}⟧`;
}

const mirroredMessage = (message: unknown): unknown => mapTexts(message, mirrored);

/** Makes the two available like any other language; for development and tests only, never part of a build. */
export function addPseudoLocales(): void {
  const english = catalogues['en'];
  if (english === undefined) throw new Error('no English');
  const made = (part: Part, change: (message: unknown) => unknown) => async (): Promise<Messages> =>
    Object.fromEntries(Object.entries(await english[part]()).map(([id, message]) => [id, change(message)])) as Messages;
  for (const [locale, change] of [
    [longLocale, pseudoMessage],
    [mirroredLocale, mirroredMessage],
  ] as const) {
    catalogues[locale] = {
      first: made('first', change),
      shell: made('shell', change),
      composer: made('composer', change),
      reading: made('reading', change),
      screens: made('screens', change),
    };
  }
}
