import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { createSanitiser } from './sanitise.ts';

const sanitise = createSanitiser(new JSDOM('').window);

describe('createSanitiser', () => {
  it('keeps the allowed tags as data', () => {
    expect(sanitise('<p>Hello <b>you</b><br>there</p><ul><li>one</li></ul>', [])).toEqual([
      { tag: 'p', children: ['Hello ', { tag: 'strong', children: ['you'] }, { tag: 'br' }, 'there'] },
      { tag: 'ul', children: [{ tag: 'li', children: ['one'] }] },
    ]);
  });

  it('reads paragraphs of bare text as the parser does', () => {
    const texts = ['a', ' a  b\n\tc ', '', ' ', 'x > y "z"', 'ünï 🐝', '\u00a0', '-->', ']]>', '{{x}}', 'a\r\nb', '\u0001'];
    for (const one of texts) {
      for (const other of texts) {
        const html = `<p>${one}</p><p>${other}</p>`;
        // A comment is nothing, and sends the text through the parser.
        expect([html, sanitise(html, [])]).toEqual([html, sanitise(`${html}<!---->`, [])]);
      }
    }
  });

  it('marks mentions and hashtags by the tags of the object, else by class', () => {
    const html = '<p><a href="https://a.example/@x">@x</a> <a class="hashtag" href="https://a.example/t">#t</a></p>';
    expect(sanitise(html, [{ type: 'Mention', href: 'https://a.example/@x', name: '@x' }])).toEqual([
      {
        tag: 'p',
        children: [
          { tag: 'a', children: ['@x'], href: 'https://a.example/@x', kind: 'mention' },
          ' ',
          { tag: 'a', children: ['#t'], href: 'https://a.example/t', kind: 'hashtag' },
        ],
      },
    ]);
  });

  it('keeps portable links', () => {
    const href = 'ap://did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/actor.jsonld';
    expect(sanitise(`<a href="${href}">a</a>`, [])).toEqual([{ tag: 'a', children: ['a'], href }]);
  });

  it.each([
    ['<script>alert(1)</script>'],
    ['<img src=x onerror=alert(1)>'],
    ['<svg><script>alert(1)</script></svg>'],
    ['<iframe src="https://evil.example"></iframe>'],
    ['<style>*{display:none}</style>'],
    ['<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">'],
    ['<form action="https://evil.example"><input></form>'],
    ['<a href="javascript:alert(1)">x</a>'],
    ['<a href="&#106;avascript:alert(1)">x</a>'],
    ['<a href="java\nscript:alert(1)">x</a>'],
    ['<a href="data:text/html,<script>alert(1)</script>">x</a>'],
    ['<p onclick="alert(1)" style="position:fixed">x</p>'],
    ['<a href=" vbscript:x">x</a>'],
    ['<a href="//evil.example">x</a>'],
  ])('leaves nothing dangerous of %s', (html) => {
    const text = JSON.stringify(sanitise(html, []));
    expect(text).not.toMatch(/script|onerror|onclick|style|iframe|data:|evil|img|alert/i);
  });

  it('bounds depth and number of nodes', () => {
    const deep = sanitise('<blockquote>'.repeat(500) + 'x' + '</blockquote>'.repeat(500), []);
    expect(JSON.stringify(deep).split('blockquote').length - 1).toBeLessThanOrEqual(12);
    expect(JSON.stringify(sanitise('<p>x</p>'.repeat(50_000), [])).split('"p"').length).toBeLessThan(5_001);
    expect(() => sanitise('<b>'.repeat(200_000), [])).not.toThrow();
  });
});
