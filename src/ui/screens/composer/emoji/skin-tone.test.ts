import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { readEmoji } from './find-emoji.ts';
import english from './emoji-en.json';
import { chosenTone, inTone, rememberTone, skinTones } from './skin-tone.ts';

interface Known {
  readonly emoji: string;
  readonly skins?: readonly { readonly emoji: string }[];
}
const data = createRequire(import.meta.url).resolve('emoji-picker-element-data/en/emojibase/data.json');
const known = new Map((JSON.parse(readFileSync(data, 'utf8')) as Known[]).map(({ emoji, skins = [] }) => [emoji, skins]));
const offered = readEmoji(english)
  .flat()
  .map(({ emoji }) => emoji);
/** Those with one tone; where two people are shown each may have another. */
const inOneTone = offered.filter((emoji) => known.get(emoji)?.length === 5);

describe('skin tones', () => {
  it.each(skinTones.slice(1).map((tone, index) => [index + 1, tone] as const))('are those of Unicode: %i', (place, tone) => {
    expect(inOneTone.length).toBeGreaterThan(200);
    expect(inOneTone.map((emoji) => inTone(emoji, tone))).toEqual(inOneTone.map((emoji) => known.get(emoji)?.[place - 1]?.emoji));
  });

  it('leave alone what has none', () => {
    const without = offered.filter((emoji) => (known.get(emoji)?.length ?? 0) === 0);
    expect(without.length).toBeGreaterThan(1000);
    expect(without.map((emoji) => inTone(emoji, skinTones[3]))).toEqual(without);
    expect(inOneTone.map((emoji) => inTone(emoji, ''))).toEqual(inOneTone);
  });

  it('are remembered, and nothing that is stored can break them', () => {
    const stored = new Map<string, string>();
    const storage = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    };
    expect(chosenTone(storage)).toBe('');
    rememberTone(skinTones[4], storage);
    expect(chosenTone(storage)).toBe(skinTones[4]);
    for (const key of stored.keys()) stored.set(key, 'broken');
    expect(chosenTone(storage)).toBe('');
  });
});
