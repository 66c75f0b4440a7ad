import { describe, expect, it } from 'vitest';
import german from './emoji-de.json';
import english from './emoji-en.json';
import { findEmoji, readEmoji } from './find-emoji.ts';
import { recentEmoji, rememberEmoji } from './load-emoji.ts';

const en = readEmoji(english);
const de = readEmoji(german);
const found = (groups: typeof en, typed: string): string[] => findEmoji(groups, typed, 5).map(({ emoji }) => emoji);

describe('emoji', () => {
  it('are the same in every language, each with a name', () => {
    expect(en.length).toBe(9);
    expect(de.flat().map(({ emoji }) => emoji)).toEqual(en.flat().map(({ emoji }) => emoji));
    expect([...en, ...de].flat().filter(({ emoji, name }) => emoji === '' || name === '')).toEqual([]);
  });

  it('are found by name, by other words, and by several', () => {
    expect(found(en, 'bee')[0]).toBe('🐝');
    expect(found(en, 'honey')).toContain('🍯');
    expect(found(en, 'thumbs up')).toContain('👍️');
    expect(found(en, 'thumbs_up')).toContain('👍️');
    expect(found(de, 'biene')[0]).toBe('🐝');
    expect(found(de, 'Löwe')).toContain('🦁');
    expect(found(de, 'lowe')).toContain('🦁');
    expect(found(en, 'zzzzzz')).toEqual([]);
    expect(found(en, ' ')).toEqual([]);
  });

  it('used last come first, once each, and nothing that is stored can break them', () => {
    const stored = new Map<string, string>();
    const storage = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    };
    for (const emoji of ['🐝', '🍯', '🐝']) rememberEmoji(emoji, storage);
    expect(recentEmoji(storage)).toEqual(['🐝', '🍯']);
    for (const broken of ['{', '{}', '[1,null,"ok"]']) {
      stored.set('pollen.emoji', broken);
      expect(recentEmoji(storage).every((one) => typeof one === 'string')).toBe(true);
    }
  });
});
