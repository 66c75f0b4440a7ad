import { i18n, type Messages } from '@lingui/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { activateLocale, catalogues, directionOf, loadMessages, startTranslations, t } from './translate.ts';

const parts = ['first', 'shell', 'composer', 'reading', 'screens', 'shell'] as const;

/** A language whose parts say which they are; `load` may fail. */
function add(
  locale: string,
  load: (part: string) => Promise<Messages> = async (part) => ({ [`${part}.word`]: `${locale} ${part}` }),
) {
  const asked: string[] = [];
  const part = (name: (typeof parts)[number]) => async (): Promise<Messages> => {
    asked.push(name);
    return load(name);
  };
  catalogues[locale] = {
    first: part('first'),
    shell: part('shell'),
    composer: part('composer'),
    reading: part('reading'),
    screens: part('screens'),
  };
  return asked;
}

beforeEach(async () => {
  startTranslations();
  await activateLocale('en');
});

afterEach(() => {
  for (const locale of Object.keys(catalogues)) if (locale.length > 2) Reflect.deleteProperty(catalogues, locale);
});

describe('a language', () => {
  it('is loaded part by part, when a part is needed', async () => {
    const asked = add('one');
    expect(await activateLocale('one')).toBe('one');
    expect([asked, t('first.word'), t('screens.word')]).toEqual([['first'], 'one first', 'screens.word']);
    await loadMessages('screens');
    expect([asked, t('screens.word')]).toEqual([['first', 'composer', 'reading', 'shell', 'screens'], 'one screens']);
  });

  it('that comes later brings all parts that are in use', async () => {
    await loadMessages('screens');
    const asked = add('two');
    await activateLocale('two');
    expect(asked.toSorted()).toEqual(['composer', 'first', 'reading', 'screens', 'shell']);
    expect(t('screens.word')).toBe('two screens');
  });

  it('whose words cannot be had changes nothing', async () => {
    add('gone', () => Promise.reject(new Error('offline')));
    expect(await activateLocale('gone')).toBe('en');
    expect(t('state.retry')).toBe('Try again');
    await loadMessages('screens');
    expect(t('settings.title')).toBe('Settings');
  });

  it('that was wished last is shown, whichever comes first', async () => {
    const slow = Promise.withResolvers<Messages>();
    add('slow', () => slow.promise);
    add('quick');
    const first = activateLocale('slow');
    await activateLocale('quick');
    slow.resolve({});
    await first;
    expect(i18n.locale).toBe('quick');
  });

  it('knows its direction', () => {
    expect(['de', 'en-XA', 'ar', 'ar-XB', 'he', 'arn'].map(directionOf)).toEqual(['ltr', 'ltr', 'rtl', 'rtl', 'rtl', 'ltr']);
  });

  it('of dates and numbers has the region of the reader', async () => {
    const { displayLocale } = await import('./translate.ts');
    vi.stubGlobal('navigator', { languages: ['en-IE', 'de-AT'], language: 'en-IE' });
    await activateLocale('de');
    expect(displayLocale()).toBe('de-AT');
    await activateLocale('en');
    expect(displayLocale()).toBe('en-IE');
    vi.unstubAllGlobals();
  });
});
