import { describe, expect, it } from 'vitest';
import { ago } from './ago.ts';
import { countGraphemes, excerpt, firstGrapheme } from './graphemes.ts';
import { plainText } from './plain-text.ts';
import { byteSize } from './byte-size.ts';
import { compactCount } from './quantities.ts';
import { relativeTime } from './relative-time.ts';

const nowMs = Date.UTC(2026, 10, 22, 12);
const agoMs = (minutes: number): number => nowMs - minutes * 60_000;

describe('relative time', () => {
  it.each([
    [0, 'now'],
    [-90, 'now'],
    [4, '4m'],
    [61, '1h'],
    [60 * 24 * 2, '2d'],
    [60 * 24 * 30, '23 Oct'],
    [60 * 24 * 400, '18 Oct 2025'],
  ])('says what people say after %s minutes', (minutes, text) => {
    expect(relativeTime(agoMs(minutes), nowMs, 'en-GB')).toBe(text);
  });
});

describe('a moment in a sentence', () => {
  it.each([
    [0, 'jetzt'],
    [-90, 'jetzt'],
    [4, 'vor 4 Min.'],
    [61, 'vor 1 Std.'],
    [60 * 24 * 2, 'vor 2 Tagen'],
    [60 * 24 * 30, '23. Okt.'],
  ])('is named so that the sentence is one, after %s minutes', (minutes, text) => {
    expect(ago(agoMs(minutes), nowMs, 'de')).toBe(text);
  });
});

describe('graphemes', () => {
  it.each([
    ['', 0],
    ['plain text', 10],
    ['👩‍👩‍👧‍👦', 1],
    ['é', 1],
    ['שלום', 4],
    ['two\nlines', 9],
  ])('counts %j as %i', (text, count) => {
    expect(countGraphemes(text)).toBe(count);
  });

  it('takes the first one whole, in upper case', () => {
    expect(firstGrapheme('  🏳️‍🌈 flag')).toBe('🏳️‍🌈');
    expect(firstGrapheme('änne')).toBe('Ä');
    expect(firstGrapheme('   ')).toBe('');
  });

  it('cuts between them, and says so', () => {
    expect(excerpt('a👩‍👩‍👧‍👦b', 2)).toBe('a👩‍👩‍👧‍👦…');
    expect(excerpt('short\n\ntext', 40)).toBe('short text');
    expect(excerpt('x'.repeat(100_000), 5)).toBe('xxxxx…');
  });
});

describe('quantities', () => {
  it('are written for people', () => {
    expect(compactCount(1234, 'en')).toBe('1.2K');
    expect(byteSize(0, 'en')).toBe('0 byte');
    expect(byteSize(2_400_000, 'en')).toBe('2.4 MB');
    expect(byteSize(2_000_000_000_000_000, 'en')).toBe('2,000 TB');
  });
});

describe('plain text', () => {
  it('keeps paragraphs, lines and list items apart', () => {
    expect(
      plainText([
        { tag: 'p', children: ['One', { tag: 'br' }, 'two'] },
        {
          tag: 'ul',
          children: [
            { tag: 'li', children: ['three'] },
            { tag: 'li', children: ['four'] },
          ],
        },
        { tag: 'p', children: [{ tag: 'em', children: ['five'] }] },
      ]),
    ).toBe('One\ntwo\n\nthree\nfour\n\n\nfive');
  });
});
