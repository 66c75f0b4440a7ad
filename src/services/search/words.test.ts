import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';
import { eachWord, termsOf } from './words.ts';

describe('words of a text', () => {
  it.each([
    ['Über Bäume, Öl und Straße', ['uber', 'baume', 'ol', 'und', 'strasse']],
    ['Don’t PANIC: it’s 42.', ['don', 't', 'panic', 'it', 's', '42']],
    ['naïve café e\u0301te\u0301', ['naive', 'cafe', 'ete']],
    ['ＦＵＬＬ ﬁne', ['full', 'fine']],
    ['Łódź, Ærøskøbing, Þór', ['lodz', 'aeroskobing', 'thor']],
    ['Ёлка и чай', ['елка', 'и', 'чаи']],
    ['ΟΔΥΣΣΕΥΣ Ὀδυσσεύς', ['οδυσσευσ', 'οδυσσευσ']],
    ['İstanbul ILIK ılık', ['istanbul', 'ilik', 'ilik']],
    ['שָׁלוֹם עולם', ['שלום', 'עולם']],
    ['مُحَمَّد کتاب', ['محمد', 'كتاب']],
    ['हिन्दी में लिखा', ['हिन्दी', 'में', 'लिखा']],
    ['한국어 검색', ['한국어', '검색']],
    ['東京都の寿司', ['東京', '京都', '都の', 'の寿', '寿司', '司']],
    ['カタカナー', ['カタ', 'タカ', 'カナ', 'ナー', 'ー']],
    ['2026年Xを見た', ['2026', '年', 'x', 'を見', '見た', 'た']],
    ['花', ['花']],
    ['🌻 blüht ❤️', ['🌻', 'bluht', '❤']],
    ['http://example.org/a_b', ['http', 'example', 'org', 'a', 'b']],
    ['', []],
    ['\ud800 … — !', []],
  ])('%s', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it('of Thai are those of the dictionary, each findable by its beginning', () => {
    const terms = termsOf('สวัสดีชาวโลก');
    expect(terms.length).toBeGreaterThan(1);
    expect(terms.join('')).toBe('สวัสดีชาวโลก');
  });

  it('hold hashtags whole and in their words, but no numbers and no parts of addresses', () => {
    expect(termsOf('#CatsOfMastodon')).toEqual(['#catsofmastodon', 'catsofmastodon', 'cats', 'of', 'mastodon']);
    expect(termsOf('#Bäume')).toEqual(['#baume', 'baume']);
    expect(termsOf('#1 of 2')).toEqual(['1', 'of', '2']);
    expect(termsOf('x.org/#top a#b')).toEqual(['x', 'org', 'top', 'a', 'b']);
    expect(termsOf('#日本語')).toEqual(['#日本語', '日本', '本語', '語']);
  });

  it('say where they stand', () => {
    const text = 'Die Bäume, 東京都';
    const found: string[] = [];
    eachWord(text, (_, start, end) => found.push(text.slice(start, end)));
    expect(found).toEqual(['Die', 'Bäume', '東京', '京都', '都']);
  });

  it('are cut when nobody would type them, and stay text', () => {
    const [term = ''] = termsOf('𝔘'.repeat(100));
    expect(term.length).toBeLessThanOrEqual(40);
    const [math = ''] = termsOf(`a${'𠀀'.repeat(60)}`.replaceAll('𠀀', '𐐷'));
    expect(math.isWellFormed()).toBe(true);
  });

  it('fold to what folds to itself', () => {
    for (const text of ['Straße', 'ΣΑΣ', 'ﷺ', 'Ǆ', '½', 'が', 'ｶﾞ', 'Å']) expect(fold(fold(text))).toBe(fold(text));
  });
});
