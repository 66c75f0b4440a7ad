import { expect, it } from 'vitest';
import type { RichText } from '../../protocol/rich-text.ts';
import { linkHashtags } from './link-hashtags.ts';

const hashtag = (name: string) => ({ tag: 'a', kind: 'hashtag', children: [name] });

it('makes links of the hashtags that the post names, as they are written', () => {
  const content: RichText = [{ tag: 'p', children: ['Out with #Boats, (#boats)', { tag: 'br' }, 'and #Küste'] }];
  expect(linkHashtags(content, ['boats', 'küste'])).toEqual([
    {
      tag: 'p',
      children: ['Out with ', hashtag('#Boats'), ', (', hashtag('#boats'), ')', { tag: 'br' }, 'and ', hashtag('#Küste'), ''],
    },
  ]);
});

it('leaves links and code alone, and words that only contain one', () => {
  const content: RichText = [
    { tag: 'p', children: [{ tag: 'a', href: 'https://example.org/#boats', children: ['#boats'] }, ' a/#boats x#boats'] },
    { tag: 'pre', children: ['#boats'] },
  ];
  expect(linkHashtags(content, ['boats'])).toEqual(content);
});

it('leaves what the post does not name', () => {
  const [words] = linkHashtags([{ tag: 'p', children: ['#boats_2 #nothing'] }], ['boats']);
  expect(JSON.stringify(words)).not.toContain('hashtag');
  const content: RichText = ['#abc'];
  expect(linkHashtags(content, [])).toBe(content);
});
