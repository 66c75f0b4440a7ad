import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeHtml, escapeHtml } from './text.ts';

const link = (url: string): string => `<a href="${escapeHtml(url)}" rel="nofollow noopener noreferrer">${escapeHtml(url)}</a>`;
const names = (text: string): (string | undefined)[] => composeHtml(text).tags.map((tag) => tag.name);

describe('composeHtml', () => {
  it('makes paragraphs and line breaks', () => {
    expect(composeHtml('one\ntwo\r\n\r\n \n three  \n\n').html).toBe('<p>one<br>two</p><p>three</p>');
    expect(composeHtml('  indented').html).toBe('<p>  indented</p>');
    expect(composeHtml(' \n\n ')).toEqual({ html: '', tags: [] });
  });

  it('escapes everything', () => {
    expect(composeHtml(`<script>alert("1" & '2')</script>`).html).toBe(
      '<p>&#60;script&#62;alert(&#34;1&#34; &#38; &#39;2&#39;)&#60;/script&#62;</p>',
    );
    expect(composeHtml('a\u0000b\u0007c\ud800').html).toBe('<p>abc\ufffd</p>');
  });

  it.each([
    ['see https://a.example.', `see ${link('https://a.example')}.`],
    ['(https://a.example/x_(y))', `(${link('https://a.example/x_(y)')})`],
    ['https://a.example/?q=1&b=%20#frag!', `${link('https://a.example/?q=1&b=%20#frag')}!`],
    ['„https://a.example/x”', `„${link('https://a.example/x')}”`],
    ['https://例え.example/道。次', `${link('https://例え.example/道')}。次`],
    ['https://a.example/a,b;c', link('https://a.example/a,b;c')],
    ['https:// x', 'https:// x'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['https://u:p@a.example/', 'https://u:p@a.example/'],
    [`https://a.example/"onmouseover="x`, `${link('https://a.example/')}&#34;onmouseover=&#34;x`],
  ])('links %s', (text, html) => expect(composeHtml(text).html).toBe(`<p>${html}</p>`));

  it.each([
    ['#one, #Two! (#three)', ['#one', '#Two', '#three']],
    ['#Grüße #日本語 #हिन्दी #می‌خواهم #col·laborar', ['#Grüße', '#日本語', '#हिन्दी', '#می‌خواهم', '#col·laborar']],
    ['#1 #2026 #2026goals #_x', ['#2026goals', '#_x']],
    ['C#sharp a/#b ##x &#39; # x', []],
    ['#same #SAME', ['#same']],
    ['https://a.example/#nothashtag #yes', ['#yes']],
    [`#${'x'.repeat(200)}`, []],
  ])('finds hashtags in %s', (text, expected) => expect(names(text)).toEqual(expected));

  it('keeps hashtags as words', () => {
    expect(composeHtml('#a_b c')).toEqual({ html: '<p>#a_b c</p>', tags: [{ type: 'Hashtag', name: '#a_b' }] });
  });

  it('links the given mentions and no others', () => {
    const mentions = [
      { text: '@ada', id: 'ap://did:key:a/actor.jsonld', href: 'ipns://k51a' },
      { text: '@ada@b.example', id: 'https://b.example/ada', href: 'https://b.example/@ada?a&b' },
    ];
    const { html, tags } = composeHtml('@ada, @ada@b.example: @adam x@ada @ada', mentions);
    expect(html).toBe(
      '<p><a href="ipns://k51a" class="u-url mention">@ada</a>, ' +
        '<a href="https://b.example/@ada?a&#38;b" class="u-url mention">@ada@b.example</a>: @adam x@ada ' +
        '<a href="ipns://k51a" class="u-url mention">@ada</a></p>',
    );
    expect(tags).toEqual([
      { type: 'Mention', href: 'ap://did:key:a/actor.jsonld', name: '@ada' },
      { type: 'Mention', href: 'https://b.example/ada', name: '@ada@b.example' },
    ]);
  });

  it('bounds the tags', () => {
    const text = Array.from({ length: 300 }, (_, index) => `#tag${index}`).join(' ');
    expect(composeHtml(text).tags).toHaveLength(128);
  });

  it('never lets markup through, whatever is typed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('https://a.example/', '#tag', '@ada', '<b>', '"', "'", '&', '\n', '\n\n', ')', '.'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { html } = composeHtml(pieces.join(''), [
          { text: '@ada', id: 'https://a.example/ada', href: 'https://a.example/@ada' },
        ]);
        const rest = html.replaceAll(
          /<(?:\/?p|br|\/a|a href="[^"<>]*" (?:class="u-url mention"|rel="nofollow noopener noreferrer"))>/g,
          '',
        );
        expect(rest).not.toMatch(/[<>"']/);
        expect(rest.replaceAll(/&#\d+;/g, '')).not.toContain('&');
      }),
    );
  });
});
