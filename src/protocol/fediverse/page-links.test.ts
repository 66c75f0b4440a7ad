import { describe, expect, it } from 'vitest';
import { pageLinks, readPageLinks, writePageLinks } from './page-links.ts';

const base = 'https://site.example/people/ann';
const hrefs = (html: string): string[] => pageLinks(html, base).map(({ href }) => href);

describe('links of a page', () => {
  it('are those of its head that lead to the same thing for programs, or to the same person', () => {
    const html = `<!DOCTYPE html><html><head><title>Ann</title>
      <link rel="stylesheet" href="/style.css"><LINK HREF='feed.xml' TYPE='application/rss+xml; charset=utf-8' REL=ALTERNATE>
      <link href="https://site.example/users/ann" rel="alternate" type="application/activity+json" />
      <link rel="me nofollow" href="https://elsewhere.example/@ann?a=1&amp;b=2"></head>`;
    expect(pageLinks(html, base)).toEqual([
      { rel: 'alternate', type: 'application/rss+xml', href: 'https://site.example/people/feed.xml' },
      { rel: 'alternate', type: 'application/activity+json', href: 'https://site.example/users/ann' },
      { rel: 'me', type: '', href: 'https://elsewhere.example/@ann?a=1&b=2' },
    ]);
  });

  it.each([
    ['a comment', '<!-- <link rel=alternate href=/a> -->'],
    ['a comment without an end', '<!-- <link rel=alternate href=/a>'],
    ['a script', '<script>"<link rel=alternate href=/a>"</script>'],
    ['a script without an end', '<script>"<link rel=alternate href=/a>"'],
    ['a template', '<template><link rel=alternate href=/a></template>'],
    ['the title', '<title><link rel=alternate href=/a></title>'],
    ['the body', '<body class=a><link rel=alternate href=/a>'],
  ])('are not in %s', (_, html) => expect(hrefs(html)).toEqual([]));

  it.each(['javascript:alert(1)', 'data:text/html,x', 'https://%', `https://a.example/${'a'.repeat(3000)}`])(
    'do not lead to %s',
    (href) => expect(hrefs(`<link rel=alternate href="${href}">`)).toEqual([]),
  );

  it('start where the page says', () => {
    expect(hrefs('<base href="https://other.example/x/"><link rel=alternate href=feed>')).toEqual([
      'https://other.example/x/feed',
    ]);
  });

  it('are bounded, also in the time they take', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `<link rel=alternate href=/${i}>`).join('');
    expect(pageLinks(many, base)).toHaveLength(32);
    const startedMs = performance.now();
    for (const part of ['<link ', '<!--', '<script', '<link rel="', '<title>', 'a='])
      pageLinks(part.repeat(500_000 / part.length), base);
    expect(performance.now() - startedMs).toBeLessThan(2000);
  });

  it('travel as JSON, and are read again with care', () => {
    const links = pageLinks('<link rel=alternate type=application/atom+xml href=/feed>', base);
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    expect(readPageLinks(bytes(writePageLinks(links)))).toEqual(links);
    for (const text of ['', 'null', '[]', '{"links":{}}', '{"links":[1,{"rel":"alternate"}]}'])
      expect(readPageLinks(bytes(text))).toEqual([]);
    expect(readPageLinks(bytes('{"links":[{"rel":"alternate","type":"","href":"javascript:1"}]}'))).toEqual([]);
  });
});
