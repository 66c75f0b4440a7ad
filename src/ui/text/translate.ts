import { i18n, type Messages } from '@lingui/core';
import { messages as firstMessages } from '../locales/en/first.po';

type Values = Readonly<Record<string, string | number>>;

interface Catalogue {
  readonly first: () => Promise<Messages>;
  readonly shell: () => Promise<Messages>;
  readonly screens: () => Promise<Messages>;
}

/** One entry per language: the strings of the first paint, those that an account's timeline adds, those of screens that load later. */
const catalogues: Readonly<Record<string, Catalogue>> = {
  en: {
    first: async () => firstMessages,
    shell: async () => (await import('../locales/en/shell.po')).messages,
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
  i18n.loadAndActivate({ locale: 'en', messages: firstMessages });
}

/** Switches the language of everything. */
export async function activateLocale(locale: string): Promise<void> {
  const catalogue = catalogues[locale] ?? catalogues['en'];
  if (catalogue === undefined || i18n.locale === locale) return;
  const parts = await Promise.all([catalogue.first(), catalogue.shell(), catalogue.screens()]);
  i18n.loadAndActivate({ locale, messages: Object.assign({}, ...parts) as Messages });
}

/** Strings that are not part of the first paint: those of the frame around an account's screens, or of the screens that load later. */
export async function loadMessages(part: 'shell' | 'screens'): Promise<void> {
  const locale = i18n.locale;
  const messages = await catalogues[locale]?.[part]();
  if (messages !== undefined) i18n.load(locale, messages);
}
