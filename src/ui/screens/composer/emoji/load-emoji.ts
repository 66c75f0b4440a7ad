import { displayLocale } from '../../../text/translate.ts';
import { type EmojiGroups, readEmoji } from './find-emoji.ts';

let loaded: { readonly locale: string; readonly groups: Promise<EmojiGroups> } | undefined;

/** Emoji with their names in the reader's language, else in English; loaded at the first call, from where the app itself came. */
export function loadEmoji(): Promise<EmojiGroups> {
  const locale = displayLocale().startsWith('de') ? 'de' : 'en';
  if (loaded?.locale === locale) return loaded.groups;
  const data = locale === 'de' ? import('./emoji-de.json') : import('./emoji-en.json');
  const mine = { locale, groups: data.then((module) => readEmoji(module.default)) };
  loaded = mine;
  mine.groups.catch(() => {
    if (loaded === mine) loaded = undefined;
  });
  return mine.groups;
}

const key = 'pollen.emoji';
const mostRecent = 16;

/** Emoji used last on this device, newest first. */
export function recentEmoji(storage: Pick<Storage, 'getItem'> | undefined = globalThis.localStorage): readonly string[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string' && one.length <= 32).slice(0, mostRecent) : [];
  } catch {
    return [];
  }
}

/** Remembers one that was used; where nothing can be stored it is forgotten. */
export function rememberEmoji(
  emoji: string,
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined = globalThis.localStorage,
): void {
  try {
    storage?.setItem(key, JSON.stringify([emoji, ...recentEmoji(storage).filter((one) => one !== emoji)].slice(0, mostRecent)));
  } catch {
    // A full or forbidden store.
  }
}
