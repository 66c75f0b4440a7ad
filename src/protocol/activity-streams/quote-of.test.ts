import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { quoteMediaType, quoteOf, quoteRel } from './quote-of.ts';

const id = 'https://other.example/users/bob/statuses/1';

describe('quoteOf', () => {
  it.each([
    ['Mastodon', { quote: id }],
    ['Fedibird', { quoteUri: id }],
    ['Pleroma', { quoteUrl: id }],
    ['Misskey', { _misskey_quote: id }],
    ['FEP-e232 with rel', { tag: [{ type: 'Link', rel: quoteRel, href: id }] }],
    ['FEP-e232 with several rels', { tag: { type: 'Link', rel: ['x', quoteRel], href: id } }],
    [
      'FEP-e232 by type',
      {
        tag: [
          { type: 'Mention', href: 'https://a.example/b' },
          { type: 'Link', mediaType: quoteMediaType, href: id },
        ],
      },
    ],
  ])('reads %s', (_name, object) => {
    expect(quoteOf(object as JsonObject)).toBe(id);
  });

  it('takes the first usable of several', () => {
    expect(quoteOf({ quote: 'javascript:alert(1)', quoteUri: '', quoteUrl: id })).toBe(id);
  });

  it.each([
    ['no quote', {}],
    ['a link to a page', { tag: [{ type: 'Link', mediaType: 'text/html', href: id }] }],
    ['a link of another kind', { tag: [{ type: 'Link', rel: 'license', mediaType: quoteMediaType, href: id }] }],
    ['an object', { quote: { id } }],
    ['no address', { quote: 'x', tag: ['x', [], { type: 'Link', rel: quoteRel }] }],
  ])('finds nothing in %s', (_name, object) => {
    expect(quoteOf(object as JsonObject)).toBeUndefined();
  });
});
