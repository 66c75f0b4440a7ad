import { describe, expect, it } from 'vitest';
import { phraseLength, readPhrase, wordsBeginning, wordsOf } from './phrase.ts';

const root = new Uint8Array(32).map((_, index) => index * 7);
const words = wordsOf(root);
const phrase = words.join(' ');
const replaced = (place: number, word: string): string => words.toSpliced(place - 1, 1, word).join(' ');

describe('a recovery phrase', () => {
  it('has the words that other tools make of the same bytes', () => {
    // First vector of 256 bits of the BIP-39 reference (trezor/python-mnemonic).
    expect(wordsOf(new Uint8Array(32))).toEqual([...Array.from({ length: 23 }, () => 'abandon'), 'art']);
    expect(words).toHaveLength(phraseLength);
    expect(readPhrase(phrase)).toEqual({ ok: true, value: root });
  });

  it.each([
    ['capitals and lines', words.map((word) => word.toUpperCase()).join('\n')],
    ['numbers as on the sheet', words.map((word, index) => `${index + 1}. ${word}`).join('  ')],
    ['commas and tabs', `  ${words.join(',\t')} `],
    ['the first four letters', words.map((word) => word.slice(0, 4)).join(' ')],
    ['letters of full width', phrase.replaceAll(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0))],
  ])('is read with %s', (_name, text) => {
    expect(readPhrase(text)).toEqual({ ok: true, value: root });
  });

  it('says which word is wrong, and what may be meant', () => {
    expect(readPhrase(replaced(7, 'aple'))).toEqual({
      ok: false,
      error: { type: 'unknown-word', place: 7, word: 'aple', suggestions: ['able', 'apple', 'maple'] },
    });
    expect(readPhrase(replaced(24, 'zoology'))).toMatchObject({ error: { type: 'unknown-word', place: 24, suggestions: [] } });
    expect(readPhrase(replaced(1, 'albe'))).toMatchObject({ error: { place: 1, suggestions: ['able'] } });
    expect(readPhrase('é')).toMatchObject({ error: { type: 'unknown-word', word: 'é' } });
  });

  it('tells missing words and words that do not belong together apart', () => {
    expect(readPhrase('')).toEqual({ ok: false, error: { type: 'word-count', count: 0 } });
    expect(readPhrase(words.slice(1).join(' '))).toEqual({ ok: false, error: { type: 'word-count', count: 23 } });
    expect(readPhrase(`${phrase} zoo`)).toEqual({ ok: false, error: { type: 'word-count', count: 25 } });
    const [first = '', second = ''] = words;
    expect(readPhrase([second, first, ...words.slice(2)].join(' '))).toEqual({ ok: false, error: { type: 'checksum' } });
  });

  it('reads nothing endless', () => {
    expect(readPhrase('x'.repeat(10_000_000))).toMatchObject({ error: { type: 'unknown-word', place: 1, suggestions: [] } });
    expect(readPhrase('zoo '.repeat(1_000_000))).toMatchObject({ error: { type: 'word-count', count: 1000 } });
  });

  it('completes a word', () => {
    expect(wordsBeginning('ZO')).toEqual(['zone', 'zoo']);
    expect(wordsBeginning('z')).toEqual([]);
    expect(wordsBeginning('ab')).toHaveLength(6);
    expect(wordsBeginning('qq')).toEqual([]);
  });
});
