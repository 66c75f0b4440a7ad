import { i18n, type Messages } from '@lingui/core';
import { messages as firstMessages } from '../locales/en/first.po';

type Values = Readonly<Record<string, string | number>>;
export type Part = 'first' | 'shell' | 'composer' | 'reading' | 'screens';

/** Messages of a language by when they are needed. */
export type Catalogue = Readonly<Record<Part, () => Promise<Messages>>>;

/**
 * One entry per language: the strings of the first paint, those that an account's timeline adds, those of the composer, those
 * of what people read besides, those of all other screens.
 */
export const catalogues: Record<string, Catalogue> = {
  en: {
    // In the first script: what says that nothing could be loaded needs words all the same.
    first: async () => firstMessages,
    shell: async () => (await import('../locales/en/shell.po')).messages,
    composer: async () => (await import('../locales/en/composer.po')).messages,
    reading: async () => (await import('../locales/en/reading.po')).messages,
    screens: async () => (await import('../locales/en/screens.po')).messages,
  },
  de: {
    first: async () => (await import('../locales/de/first.po')).messages,
    shell: async () => (await import('../locales/de/shell.po')).messages,
    composer: async () => (await import('../locales/de/composer.po')).messages,
    reading: async () => (await import('../locales/de/reading.po')).messages,
    screens: async () => (await import('../locales/de/screens.po')).messages,
  },
};

/** Parts asked for so far: a language is complete when it has these. */
const parts = new Set<Part>(['first']);
/** The language that is shown, or will be as soon as its words are there. */
let wanted = 'en';

/** Languages the interface speaks. */
export const interfaceLocales = (): string[] => Object.keys(catalogues);

/**
 * Text of a message by its explicit id; values fill the ICU placeholders. An unknown id shows itself, never nothing. Most messages are
 * one piece of text, and lists ask for thousands of them: those are given as they are.
 */
export function t(id: string, values?: Values): string {
  const message = i18n.messages[id];
  return message?.length === 1 && typeof message[0] === 'string' ? message[0] : i18n._(id, values);
}

/** The language in use, for Intl. Dates and numbers follow a region of the user's when one of his browser's languages is this one. */
export function displayLocale(): string {
  return navigator.languages.find((tag) => baseOf(tag) === i18n.locale) ?? i18n.locale;
}

/** Picks a language that exists: the wish, else the browser's first known one, else English. */
export function chooseLocale(wish: string, browserLanguages: readonly string[]): string {
  const wishes = wish === 'system' ? browserLanguages : [wish, ...browserLanguages];
  return wishes.flatMap((tag) => [tag, baseOf(tag)]).find((tag) => Object.hasOwn(catalogues, tag)) ?? 'en';
}

/** Whether a language is written from right to left. */
export const directionOf = (locale: string): 'ltr' | 'rtl' => (/^(ar|fa|he|ur)\b/.test(locale) ? 'rtl' : 'ltr');

/**
 * English is there at once, so that the first paint in it waits for nothing. `loadShell`: its words of the frame, when they come with
 * something else.
 */
export function startTranslations(loadShell?: Catalogue['shell']): void {
  const { en } = catalogues;
  if (loadShell !== undefined && en !== undefined) catalogues['en'] = { ...en, shell: loadShell };
  i18n.loadAndActivate({ locale: 'en', messages: firstMessages });
}

/**
 * Switches the language of everything once all parts in use are there, and nothing of any other. Resolves with what is shown then: the
 * language before when its words cannot be had, a later wish when there was one meanwhile.
 */
export async function activateLocale(locale: string): Promise<string> {
  const before = wanted;
  wanted = locale;
  try {
    await Promise.all([...parts].map((part) => load(locale, part)));
  } catch {
    if (wanted === locale) wanted = before;
  }
  // A later wish is shown by whoever wished it.
  if (wanted === locale && i18n.locale !== locale) i18n.activate(locale);
  return i18n.locale;
}

/** Whose strings a part shares. */
const before: Readonly<Partial<Record<Part, readonly Part[]>>> = {
  reading: ['composer'],
  screens: ['composer', 'reading', 'shell'],
};

/** Strings that are not part of the first paint. */
export async function loadMessages(part: Exclude<Part, 'first'>): Promise<void> {
  await Promise.all(
    [...(before[part] ?? []), part].map((each) => {
      parts.add(each);
      return load(wanted, each);
    }),
  );
}

async function load(locale: string, part: Part): Promise<void> {
  const messages = await catalogues[locale]?.[part]();
  if (messages !== undefined) i18n.load(locale, messages);
}

const baseOf = (tag: string): string => tag.split('-')[0] ?? tag;
