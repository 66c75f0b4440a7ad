import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { createSanitiser } from '../../services/sanitise.ts';
import { createNodeSanitiser } from './node-sanitiser.ts';

const onNode = createNodeSanitiser();
const inBrowser = createSanitiser(new JSDOM('').window);

describe('the sanitiser on Node', () => {
  it.each([
    '<p>Hello <b>you</b><br>there &amp; &lt;them&gt; &quot;q&quot; &eacute;&nbsp;x</p><ul>\n <li>one</li>\n</ul>',
    '<p><a href="https://a.example/?a=1&amp;b=2">x</a> <a class="u-url mention" href="https://b.example/">@<span>b</span></a></p>',
    '<p><a href="https://a.example/long"><span class="invisible">https://</span><span class="ellipsis">a.example</span></a></p>',
    '<pre>  two\n  lines </pre><blockquote><p>q</p></blockquote><h1>Title</h1><div>d</div>',
    'no markup at all < 3 & more',
    '<a href="ap://did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/actor.jsonld">a</a>',
    '<p>a<p>b<em>c<strong>d',
    '<custom>kept <u>words</u></custom>',
    '',
  ])('comes to the same data as in the browser: %s', (html) => {
    expect(onNode(html, [])).toEqual(inBrowser(html, []));
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg><script>alert(1)</script></svg>',
    '<svg/onload=alert(1)>',
    '<iframe src="https://evil.example"></iframe>',
    '<style>*{display:none}</style>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<p onclick="alert(1)" style="position:fixed">x</p>',
    '<a href="//evil.example">x</a>',
    '<a href="https://a.example/&quot; onclick=&quot;alert(1)">x</a>',
    '<textarea><p title="</textarea><script>alert(1)</script>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  ])('leaves nothing that could act of %s', (html) => {
    const elements = JSON.stringify(onNode(html, []), (key, value: unknown) =>
      key === 'children' || key === '' || Array.isArray(value) || typeof value === 'object' || key === 'tag' || key === 'href'
        ? value
        : undefined,
    );
    expect(elements).not.toMatch(/"href":"(?!https:\/\/a\.example\/[^"]*")|"tag":"(?:script|img|iframe|style|svg)"|onclick":/);
  });

  it('bounds depth and number of nodes, in reasonable time', () => {
    const deep = onNode('<blockquote>'.repeat(500) + 'x' + '</blockquote>'.repeat(500), []);
    expect(JSON.stringify(deep).split('blockquote').length - 1).toBeLessThanOrEqual(12);
    expect(JSON.stringify(onNode('<p>x</p>'.repeat(50_000), [])).split('"p"').length).toBeLessThan(5_001);
    expect(() => onNode('<b>'.repeat(200_000), [])).not.toThrow();
    expect(() => onNode('<a href="'.repeat(50_000), [])).not.toThrow();
  });
});
