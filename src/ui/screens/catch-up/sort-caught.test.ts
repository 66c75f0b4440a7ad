import { describe, expect, it } from 'vitest';
import type { CatchUpView, CaughtPost } from '../../../services/catch-up/catch-up-view.ts';
import { type Choice, chosen, countKinds, everything } from './sort-caught.ts';

const person = (id: string) => ({ id }) as CaughtPost['post']['author'];

function caught(
  key: string,
  author: string,
  kind: CaughtPost['kind'],
  likes: number,
  boosters: readonly string[] = [],
): CaughtPost {
  return {
    post: { key, author: person(author), counts: { replies: likes, likes, boosts: 0 } } as CaughtPost['post'],
    kind,
    boosters: boosters.map(person),
  };
}

const view: CatchUpView = {
  sinceMs: 0,
  untilMs: 1,
  isCut: false,
  posts: [
    caught('a', 'ada', 'post', 1),
    caught('b', 'ben', 'answer', 5),
    caught('c', 'zoe', 'boost', 2, ['ada', 'ben']),
    caught('d', 'ben', 'post', 3),
  ],
  people: ['ben', 'ada'].map((id) => ({ person: person(id), posts: 1, boosts: 1 })),
  links: [{ href: 'https://x.example/', host: 'x.example', label: 'x', people: [], posts: ['b', 'd'] }],
};
const keys = (part: Partial<Choice>): string =>
  chosen(view, { ...everything, ...part })
    .map(({ post }) => post.key)
    .join('');

describe('what is chosen of a catch-up', () => {
  it.each([
    ['everything', {}, 'abcd'],
    ['the oldest first', { order: 'oldest' }, 'dcba'],
    ['what was shared most', { order: 'shared' }, 'cabd'],
    ['what was liked most', { order: 'liked' }, 'bdca'],
    ['by person, whoever said most first', { order: 'person' }, 'bdac'],
    ['without answers and boosts', { without: new Set(['answer', 'boost']) }, 'ad'],
    ['one person, with what they shared', { person: 'ada' }, 'ac'],
    ['one page', { link: 'https://x.example/' }, 'bd'],
    ['a page that is gone', { link: 'https://gone.example/' }, ''],
  ] as const)('is %s', (_name, part, expected) => {
    expect(keys(part as Partial<Choice>)).toBe(expected);
  });

  it('is counted by kind', () => {
    expect(countKinds(view)).toEqual({ post: 2, answer: 1, boost: 1 });
  });
});
