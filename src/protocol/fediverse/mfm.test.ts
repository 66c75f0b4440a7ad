import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectSoundText, origin } from '../../../tests/support/fediverse/mapper-fixture.ts';
import { plainText } from '../plain-text.ts';
import type { RichNode } from '../rich-text.ts';
import { guarded, unguarded } from './mfm-guard.ts';
import { mfmTags, mfmToRichText } from './mfm.ts';

const p = (...children: RichNode[]): RichNode => ({ tag: 'p', children });
const read = (text: string) => mfmToRichText(text, origin);

describe('mfmToRichText', () => {
  it.each<[string, RichNode[]]>([
    ['', []],
    ['a\nb\n\n\nc', [p('a', { tag: 'br' }, 'b'), p('c')]],
    ['**b** <i>i</i> ~~s~~ `c`', [p({ tag: 'strong', children: ['b'] }, ' ', { tag: 'em', children: ['i'] }, ' ', { tag: 'del', children: ['s'] }, ' ', { tag: 'code', children: ['c'] })]],
    ['[a **b**](https://a.example/)', [p({ tag: 'a', href: 'https://a.example/', children: ['a ', { tag: 'strong', children: ['b'] }] })]],
    ['https://a.example/(x)', [p({ tag: 'a', href: 'https://a.example/(x)', children: ['https://a.example/(x)'] })]],
    ['> a\n> b\nc', [{ tag: 'blockquote', children: [p('a', { tag: 'br' }, 'b')] }, p('c')]],
    ['```js\n<b>\n```', [{ tag: 'pre', children: ['<b>'] }]],
    ['$[shake.speed=1s :bee: 🐝]', [p(':bee:', ' ', '🐝')]],
    ['<script>alert(1)</script>', [p('<script>alert(1)</script>')]],
    ['a [b (c', [p('a [b (c')]],
    ['<https://a.example/b>', [p({ tag: 'a', href: 'https://a.example/b', children: ['https://a.example/b'] })]],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  }); // prettier-ignore

  it('links mentions and hashtags, and names them as tags', () => {
    const text = read('@bob @cleo@other.example #bees');
    expect(mfmTags(text)).toEqual([
      { type: 'Mention', name: '@bob', href: `${origin}/@bob` },
      { type: 'Mention', name: '@cleo@other.example', href: 'https://other.example/@cleo' },
      { type: 'Hashtag', name: '#bees', href: `${origin}/tags/bees` },
    ]);
  });

  it.each(['[x](javascript:alert(1))', '[x](data:text/html,x)', '?[x](file:///etc/passwd)', '[x](https://user:pass@a.example)'])(
    'makes no link of %s',
    (text) => {
      expect(JSON.stringify(read(text))).not.toContain('"href":"javascript');
      expectSoundText(read(text));
    },
  );

  it('keeps the words of any text', () => {
    const parts = fc.constantFrom('[', ']', '(', ')', '**', '*', '_', '~~', '$[x ', '<b>', '</b>', '<plain>', 'https://a.b/', '#', '@a@b.c', 'a', '\n', '> ', '`', '```', '\\(', '\\)', '「', '」', ':x:', ' ', '<center>'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string()), { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        expectSoundText(read(text));
        expect(unguarded(guarded(text))).toBe(text.replaceAll(/[\uf860-\uf86b]/g, ''));
      }),
      { numRuns: 300 },
    );
    expect(plainText(read('1 < 2 [3] (4) *5* 「6'))).toBe('1 < 2 [3] (4) 5 「6');
  });

  // Each took seconds or minutes while the parser saw the signs.
  it.each(['[', '(', '<plain>', '「', 'https://a(', '\\(', '[x](', '$[x ', '<center>\\[\n', '**[~~', '[x\n', '<https://'])(
    'is not held up by thousands of %j',
    (sign) => {
      const startedMs = performance.now();
      expectSoundText(read(sign.repeat(8_000)));
      expect(performance.now() - startedMs).toBeLessThan(10_000);
    },
    30_000,
  );

  it('reads long texts in pieces, and after its budget as plain text', () => {
    const long = Array.from({ length: 120 }, (_, index) => `**${index}** ${'word '.repeat(8)}`).join('\n\n');
    expect(read(long).length).toBe(120);
    expect(JSON.stringify(read(long)).split('"strong"').length).toBe(121);
    const budget = { charactersLeft: 20 };
    expect(mfmToRichText('**a**', origin, budget)).toEqual([p({ tag: 'strong', children: ['a'] })]);
    expect(mfmToRichText('**a** and more than that', origin, budget)).toEqual([p('**a** and more than that')]);
  });

  it('bounds length and depth', () => {
    expect(plainText(read('x'.repeat(50_000))).length).toBe(8_000);
    expect(JSON.stringify(read('> '.repeat(50) + 'x')).split('blockquote').length).toBeLessThan(10);
  });
});
