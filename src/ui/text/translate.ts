import { i18n, type Messages } from '@lingui/core';
import { messages as shellMessages } from '../locales/en/shell.po';

type Values = Readonly<Record<string, string | number>>;

interface Catalogue {
  readonly shell: () => Promise<Messages>;
  readonly screens: () => Promise<Messages>;
}

/** One entry per language; the strings of the first paint apart from those of the screens that load later. */
const catalogues: Readonly<Record<string, Catalogue>> = {
  en: {
    shell: async () => shellMessages,
    screens: async () => (await import('../locales/en/screens.po')).messages,
  },
};

/** Languages the interface speaks. */
export const interfaceLocales: readonly string[] = Object.keys(catalogues);

/** Text of a message by its explicit id; values fill the ICU placeholders. An unknown id shows itself, never nothing. */
export const t = (id: string, values?: Values): string => i18n._(id, values);

/** The language in use, for Intl. Dates and numbers follow the browser's own region when its language is the same. */
export function displayLocale(): string {
  const browser = navigator.language;
  return browser.split('-')[0] === i18n.locale ? browser : i18n.locale;
}

/** Picks a language that exists: the wish, else the browser's first known one, else English. */
export function chooseLocale(wish: string, browserLanguages: readonly string[]): string {
  const wanted = wish === 'system' ? browserLanguages : [wish, ...browserLanguages];
  return wanted.map((tag) => tag.split('-')[0] ?? tag).find((tag) => Object.hasOwn(catalogues, tag)) ?? 'en';
}

/** English is there at once, so that the first paint waits for nothing. */
export function startTranslations(): void {
  i18n.loadAndActivate({ locale: 'en', messages: shellMessages });
}

/** Switches the language of the shell. */
export async function activateLocale(locale: string): Promise<void> {
  const catalogue = catalogues[locale] ?? catalogues['en'];
  if (catalogue === undefined || i18n.locale === locale) return;
  const [shell, screens] = await Promise.all([catalogue.shell(), catalogue.screens()]);
  i18n.loadAndActivate({ locale, messages: { ...shell, ...screens } });
}

/** Strings of the screens that are not part of the first paint. */
export async function loadScreenMessages(): Promise<void> {
  const locale = i18n.locale;
  const messages = await catalogues[locale]?.screens();
  if (messages !== undefined) i18n.load(locale, messages);
}
