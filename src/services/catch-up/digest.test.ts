import { describe, expect, it } from 'vitest';
import type { RichText } from '../../protocol/rich-text.ts';
import type { PersonView, PostView } from '../views/view-types.ts';
import { digest } from './digest.ts';

const person = (id: string): PersonView => ({ id, name: id }) as unknown as PersonView;
const link = (href: string, text = href): RichText => [{ tag: 'p', children: [{ tag: 'a', href, children: [text] }] }];

function post(id: string, author: string, more: Partial<PostView> = {}): PostView {
  return {
    key: id,
    id,
    cursor: { atMs: 1, id },
    author: person(author),
    content: [],
    attachments: [],
    counts: { replies: 0, likes: 0, boosts: 0 },
    ...more,
  } as unknown as PostView;
}

const boost = (of: PostView, by: string): PostView => ({ ...of, key: `${of.id} by ${by}`, boostedBy: person(by) });
const of = (...views: readonly PostView[]) => digest(views, { sinceMs: 0, untilMs: 9, isCut: false });

describe('a catch-up', () => {
  it('has each post once, with everybody who shared it', () => {
    const one = post('one', 'ada');
    const { posts } = of(boost(one, 'ben'), post('two', 'cleo'), boost(one, 'cleo'), one);
    expect(posts.map(({ post: { key }, boosters, kind }) => [key, boosters.map(({ id }) => id), kind])).toEqual([
      ['one', ['ben', 'cleo'], 'post'],
      ['two', [], 'post'],
    ]);
  });

  it('tells posts, answers to others and what was only shared apart', () => {
    const toSelf = post('thread', 'ada', { inReplyTo: { id: 'one' as PostView['id'], author: person('ada') } });
    const toOther = post('answer', 'ada', { inReplyTo: { id: 'x' as PostView['id'], author: person('zoe') } });
    const { posts } = of(toSelf, toOther, boost(post('shared', 'zoe'), 'ada'));
    expect(posts.map(({ kind }) => kind)).toEqual(['post', 'answer', 'boost']);
  });

  it('counts what each person wrote and shared, who did most first', () => {
    const { people } = of(post('a', 'ada'), post('b', 'ben'), post('c', 'ben'), boost(post('d', 'zoe'), 'ada'));
    expect(people.map(({ person: { id }, posts, boosts }) => [id, posts, boosts])).toEqual([
      ['ben', 2, 0],
      ['ada', 1, 1],
    ]);
  });

  it('finds pages that several people linked to, whatever says where they came from', () => {
    const { links } = of(
      post('a', 'ada', { content: link('https://www.news.example/story?utm_source=x#top', 'The story') }),
      post('b', 'ben', { content: link('https://www.news.example/story') }),
      post('c', 'cleo', { content: link('https://alone.example/') }),
    );
    expect(links.map(({ href, host, label, people, posts }) => [href, host, label, people.length, posts])).toEqual([
      ['https://www.news.example/story', 'news.example', 'The story', 2, ['a', 'b']],
    ]);
  });

  it('takes one person whom many shared as many', () => {
    const page = post('a', 'ada', { content: link('https://news.example/') });
    expect(of(page, boost(page, 'ben'), boost(page, 'cleo')).links[0]?.people.map(({ id }) => id)).toEqual([
      'ada',
      'ben',
      'cleo',
    ]);
  });

  it('draws nothing out from behind a warning, and no people or hashtags', () => {
    const page = link('https://news.example/');
    const mention: RichText = [{ tag: 'a', kind: 'mention', href: 'https://a.example/@b', children: ['@b'] }];
    const { links } = of(
      post('a', 'ada', { content: page, warning: 'bees' }),
      post('b', 'ben', { content: page, warning: 'bees' }),
      post('c', 'cleo', { content: mention }),
      post('d', 'dora', { content: mention }),
    );
    expect(links).toEqual([]);
  });
});
