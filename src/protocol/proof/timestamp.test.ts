import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimestamp, timestampOf } from './timestamp.ts';

describe('timestamps', () => {
  it('are written and recognised', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }), (atMs) => {
        const text = timestampOf(atMs);
        expect(isTimestamp(text)).toBe(true);
        expect(Date.parse(text)).toBe(Math.floor(atMs / 1000) * 1000);
      }),
    );
  });

  it('agree with the calendar on every day', () => {
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(99), fc.nat(99), (year, month, day) => {
        const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T12:00:00Z`;
        const date = new Date(text);
        expect(isTimestamp(text)).toBe(!Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === text.slice(0, 19));
      }),
    );
    expect(isTimestamp('2024-02-29T23:59:59Z')).toBe(true);
    expect(isTimestamp('1900-02-29T00:00:00Z')).toBe(false);
  });

  it.each([
    '',
    '2026-11-22',
    '2026-11-22T24:00:00Z',
    '2026-11-22T23:59:60Z',
    '2026-11-22T08:00:00.0Z',
    '2026-11-22t08:00:00z',
    '2026-11-22T08:00:00+00:00',
    ' 2026-11-22T08:00:00Z',
    '2026-11-22T08:00:00Z\n',
    '+002026-11-22T08:00:00Z',
  ])('refuses %j', (text) => expect(isTimestamp(text)).toBe(false));
});
