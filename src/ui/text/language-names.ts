import { displayLocale } from './translate.ts';

/** Gives languages their names in the reader's own; their tags where there is none. */
export function languageNames(): (tag: string) => string {
  const names = new Intl.DisplayNames(displayLocale(), { type: 'language' });
  return (tag) => {
    try {
      return names.of(tag) ?? tag;
    } catch {
      return tag;
    }
  };
}
