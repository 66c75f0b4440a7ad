import { describe, expect, it } from 'vitest';
import { nameSkeleton } from './look-alike.ts';

describe('nameSkeleton', () => {
  it.each([
    ['Anna Meier', 'anna  meier'],
    ['Anna Meier', 'Аnnа Меiеr'],
    ['Anna Meier', 'Ànná Meíer'],
    ['Anna Meier', 'Anna\u200b Meier\u202e'],
    ['Anna Meier', '✨ Anna-Meier ✨'],
    ['Paul', 'Pau1'],
    ['Paul', 'PauI'],
    ['Zoo', 'Z00'],
    ['Ｍｏｌｌｙ', 'Molly'],
    ['modem', 'modern'],
  ])('is the same for %j and %j', (one, other) => {
    expect(nameSkeleton(one)).toBe(nameSkeleton(other));
  });

  it.each([
    ['Anna', 'Anne'],
    ['Anna Meier', 'Anna Maier'],
    ['山田', '田山'],
    ['Мария', 'Марина'],
  ])('is another for %j and %j', (one, other) => {
    expect(nameSkeleton(one)).not.toBe(nameSkeleton(other));
  });

  it('is empty for what has no letters, and bounded', () => {
    expect(nameSkeleton('🌻 …')).toBe('');
    expect(nameSkeleton('ﷺ'.repeat(100_000)).length).toBeLessThan(20_000);
  });
});
