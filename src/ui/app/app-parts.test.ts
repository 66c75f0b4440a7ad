import { describe, expect, it } from 'vitest';
import { chooseLocale } from '../text/translate.ts';
import { createNotices } from './notices.ts';
import { createPreferences } from './preferences.ts';

describe('notices', () => {
  it('stay longer when something can be done about them', () => {
    const notices = createNotices(() => 0);
    notices.show('kept');
    notices.show('discarded', { action: { label: 'Undo', run: () => undefined } });
    const [kept, discarded] = notices.shown.get().map(({ untilMs }) => untilMs);
    expect(discarded).toBeGreaterThan(kept ?? 0);
  });

  it('never stand more than three deep, and each is spoken', () => {
    const notices = createNotices(() => 0);
    for (const text of ['a', 'b', 'c', 'd']) notices.show(text);
    expect(notices.shown.get().map((notice) => notice.text)).toEqual(['b', 'c', 'd']);
    expect(notices.spoken.get()).toBe('d');
  });

  it('are said in the language that is chosen meanwhile, and stand once all the same', () => {
    const notices = createNotices(() => 0);
    let language = 'en';
    const words = (): string => `copied (${language})`;
    notices.show(words);
    language = 'de';
    expect(notices.shown.get().map(({ text }) => text)).toEqual(['copied (de)']);
    notices.show(() => words());
    expect(notices.shown.get()).toHaveLength(1);
    expect(notices.spoken.get()).toBe('copied (de)');
  });

  it('speak a repeated text again', () => {
    const notices = createNotices(() => 0);
    notices.say('Liked');
    const first = notices.spoken.get();
    notices.say('Liked');
    expect(notices.spoken.get()).not.toBe(first);
    expect(notices.spoken.get().trim()).toBe('Liked');
  });
});

describe('preferences', () => {
  it('last, and tell things once', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const preferences = createPreferences(storage);
    expect(preferences.shortcuts.get()).toBe(true);
    preferences.setShortcuts(false);
    expect(preferences.firstTime('undo')).toBe(true);
    expect(preferences.firstTime('undo')).toBe(false);
    const later = createPreferences(storage);
    expect(later.shortcuts.get()).toBe(false);
    expect(later.firstTime('undo')).toBe(false);
  });

  it('do without a store that throws', () => {
    const refuse = (): never => {
      throw new Error('denied');
    };
    const preferences = createPreferences({ getItem: refuse, setItem: refuse });
    preferences.setShortcuts(false);
    expect(preferences.shortcuts.get()).toBe(false);
    expect(preferences.firstTime('undo')).toBe(true);
  });
});

describe('the language', () => {
  it('is one that exists', () => {
    expect(chooseLocale('system', ['xx-YY', 'en-GB'])).toBe('en');
    expect(chooseLocale('xx', ['yy'])).toBe('en');
    expect(chooseLocale('__proto__', [])).toBe('en');
    expect(chooseLocale('system', ['fr', 'de-AT', 'en'])).toBe('de');
    expect(chooseLocale('en', ['de'])).toBe('en');
  });
});
