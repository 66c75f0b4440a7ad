import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { completableAt, complete } from './completion-at.ts';

/** `|` is the caret. */
function at(marked: string) {
  const caret = marked.indexOf('|');
  return completableAt(marked.replace('|', ''), caret, caret);
}

describe('what can be completed', () => {
  it.each([
    ['@|', 'person', ''],
    ['Hello @ad|', 'person', 'ad'],
    ['(@ada|)', 'person', 'ada'],
    ['@ada@mast|', 'person', 'ada@mast'],
    ['see #gar|', 'tag', 'gar'],
    ['#Grün|', 'tag', 'Grün'],
    ['#日本|', 'tag', '日本'],
    ['nice :sm|', 'emoji', 'sm'],
    ['line\n:thumbs_u|', 'emoji', 'thumbs_u'],
    ['“@ada|”', 'person', 'ada'],
  ])('%s', (text, kind, typed) => {
    expect(at(text)).toMatchObject({ kind, typed });
  });

  it.each([
    'me@exam|',
    'https:|',
    'https://a.example/#top|',
    '12:30|',
    'a#b|',
    '#|',
    ':|',
    ':s|',
    ': smile|',
    '@ada |',
    '@a|da',
    'C++|',
    '&#39|',
  ])('begins nothing: %s', (text) => {
    expect(at(text)).toBeUndefined();
  });

  it('is nothing while something is selected', () => {
    expect(completableAt('@ada', 1, 4)).toBeUndefined();
  });

  it('is replaced, with one space after it, and nothing else changes', () => {
    const found = at('Hi @ad| there');
    if (found === undefined) throw new Error('nothing found');
    expect(complete('Hi @ad there', found, '@ada')).toMatchObject({ text: 'Hi @ada there', caret: 8 });
    expect(complete('Hi @ad', found, '@ada')).toMatchObject({ text: 'Hi @ada ', caret: 8 });
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('@ad', '#ga', ':sm'),
        fc.string({ unit: 'grapheme' }),
        (before, typed, after) => {
          const text = `${before} ${typed}`;
          const completable = completableAt(text, text.length, text.length);
          expect(completable?.start).toBe(before.length + 1);
          if (completable === undefined) return;
          const done = complete(text + after, completable, 'X');
          expect(done.text.startsWith(`${before} X `)).toBe(true);
          expect(done.text.slice(0, done.caret)).toBe(`${before} X `);
        },
      ),
    );
  });

  it('is found quickly, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.nat(220), (text, caret) => {
        const found = completableAt(text, Math.min(caret, text.length), Math.min(caret, text.length));
        if (found !== undefined) expect(text.slice(found.start + 1, found.end)).toBe(found.typed);
      }),
    );
    expect(at(`${'@a'.repeat(50_000)}|`)).toBeUndefined();
  });
});
