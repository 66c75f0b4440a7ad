import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Did } from '../../protocol/brand.ts';
import { folded, matchNames, matchTags } from './match-names.ts';
import type { KnownName } from './writing-api.ts';

const person = (handle: string, name: string, isFollowed = false): KnownName => ({ id: handle as Did, handle, name, isFollowed });

const people = [
  person('jose', 'José Álvarez', true),
  person('lena@jo.example', 'Lena Jonas'),
  person('joan', 'Joan'),
  person('kim', 'Kim Joyce', true),
];

describe('what is completed', () => {
  it('is found by the beginning of a word of name or handle, without accents and case; followed people first', () => {
    expect(matchNames(people, 'JÓ').map(({ handle }) => handle)).toEqual(['jose', 'kim', 'joan', 'lena@jo.example']);
    expect(matchNames(people, 'alv').map(({ handle }) => handle)).toEqual(['jose']);
    expect(matchNames(people, 'lena@jo').map(({ handle }) => handle)).toEqual(['lena@jo.example']);
    expect(matchNames(people, 'nas')).toEqual([]);
  });

  it('is a hashtag seen often before one seen seldom, and none that is written out already', () => {
    const tags = new Map([
      ['garden', 3],
      ['Gardening', 9],
      ['Grün', 1],
      ['train', 5],
    ]);
    expect(matchTags(tags, 'gar')).toEqual(['Gardening', 'garden']);
    expect(matchTags(tags, 'garden')).toEqual(['Gardening']);
    expect(matchTags(tags, 'grun')).toEqual(['Grün']);
  });

  it('is never too much, whatever is typed', () => {
    const many = Array.from({ length: 50 }, (_, index) => person(`p${index}`, `Pat ${index}`));
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(matchNames(many, typed).length).toBeLessThanOrEqual(8);
        expect(folded(folded(typed))).toBe(folded(typed));
      }),
    );
  });
});
