import { describe, expect, it } from 'vitest';
import { nowMs, origin, reading } from '../../../tests/support/fediverse/mapper-fixture.ts';
import type { ObjectId } from '../brand.ts';
import { plainText } from '../plain-text.ts';
import { makeAcct } from './acct.ts';
import { feedPage, feedPerson } from './feed-page.ts';
import { isHarmlessXml } from './harmless-xml.ts';

const feedUrl = `${origin}/feed.xml`;
const rss = (items: string, head = `<title>Ada</title><link>${origin}/</link>`): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>${head}${items}</channel></rss>`;
const item = (members: string): string => rss(`<item>${members}</item>`);
function posts(text: string) {
  const page = feedPage(text, reading, feedUrl);
  if (!page.ok) throw new Error(page.error.type);
  return page.value.posts;
}

describe('feedPage', () => {
  it('reads RSS', () => {
    const [post] = posts(
      item(
        `<title>A title</title><guid isPermaLink="true">${origin}/1</guid><link>${origin}/1?utm</link><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate><description>short</description><content:encoded><![CDATA[<p>Long &amp; <b>bold</b><script>x</script></p>]]></content:encoded><category>bees</category><category>two words</category><enclosure url="/a.mp3" type="audio/mpeg" length="1"/>`,
      ),
    );
    expect(post).toMatchObject({
      id: `${origin}/1`,
      author: `${origin}/`,
      atMs: Date.UTC(2026, 10, 20, 10),
      object: {
        type: 'Article',
        url: `${origin}/1?utm`,
        tag: [{ type: 'Hashtag', name: '#bees' }],
        attachment: [{ url: `${origin}/a.mp3`, mediaType: 'audio/mpeg' }],
      },
    });
    expect(plainText(post?.content ?? [])).toBe('A title\n\nLong & bold');
  });

  it('reads Atom: plain text stays text, relative links are resolved', () => {
    const [html, text] = posts(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">Ada &amp;amp; Bob</title><id>urn:x</id><link href="/"/><entry><id>tag:x,2026:1</id><title>T</title><link href="posts/1"/><updated>2026-11-20T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi</p></div></content></entry><entry><id>${origin}/2</id><title>1 &lt; 2</title><content>&lt;b&gt; 1 &lt; 2</content></entry></feed>`,
    );
    expect(html).toMatchObject({ id: `${origin}/posts/1`, object: { contentMap: { de: '' } } });
    expect(plainText(text?.content ?? [])).toBe('1 < 2\n\n<b> 1 < 2');
  });

  it('reads JSON Feed, as GoToSocial writes it', () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Posts from @ada@social.example',
      home_page_url: `${origin}/@ada`,
      next_url: `${origin}/feed.json?2`,
      items: [
        { id: `${origin}/@ada/statuses/1`, url: `${origin}/@ada/statuses/1`, content_html: '<p>Hi</p>', date_published: '2026-11-20T10:00:00Z', tags: ['x'] },
        { id: '7', content_text: '<b>', image: 1 },
      ],
    }; // prettier-ignore
    const page = feedPage(JSON.stringify(feed), reading, feedUrl, { id: `${origin}/users/ada` as ObjectId });
    expect(page).toMatchObject({
      value: {
        posts: [
          { id: `${origin}/@ada/statuses/1`, author: `${origin}/users/ada` },
          { id: `${feedUrl}#7`, content: ['<b>'] },
        ],
        older: `${origin}/feed.json?2`,
      },
    });
  });

  it.each([
    ['a link to another host', `<link>https://victim.example/1</link><guid>https://victim.example/1</guid>`, `${feedUrl}#${encodeURIComponent('https://victim.example/1')}`],
    ['a name', '<guid isPermaLink="false">one two</guid>', `${feedUrl}#one%20two`],
    ['a portable id', '<guid>ap://did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/o/a</guid>', `${feedUrl}#ap%3A%2F%2Fdid%3Akey%3Az6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK%2Fo%2Fa`],
    ['an id without https', '<guid>http://social.example/1</guid>', `${feedUrl}#${encodeURIComponent('http://social.example/1')}`],
  ])('cannot write over others: %s', (_, members, id) => {
    expect(posts(item(members))).toMatchObject([{ id }]);
  }); // prettier-ignore

  it('leaves out what has no name at all, and stands undated or future posts at now', () => {
    expect(posts(item('<description>x</description>'))).toEqual([]);
    expect(posts(item(`<guid>1</guid><pubDate>Fri, 20 Nov 2099 10:00:00 GMT</pubDate>`))).toMatchObject([
      { atMs: nowMs, updatedMs: 0 },
    ]);
  });

  it('takes no title twice', () => {
    const text = (title: string): string =>
      plainText(
        posts(item(`<title>${title}</title><guid>1</guid><description>Good morning, all</description>`))[0]?.content ?? [],
      );
    expect([text('Good morning…'), text('Good morning...'), text('Evening')]).toEqual([
      'Good morning, all',
      'Good morning, all',
      'Evening\n\nGood morning, all',
    ]);
  });

  it('is of its page if that lies on its host, of the feed else, or of whom one asked for', () => {
    const whose = (head: string, expected = {}): unknown => {
      const found = feedPerson(rss('', head), reading, feedUrl, expected);
      return found.ok ? [found.value.person.id, found.value.person.username] : found.error;
    };
    expect(whose(`<title>A</title><link>${origin}/@ada</link>`)).toEqual([`${origin}/@ada`, 'social.example@social.example']);
    expect(whose('<title>A</title><link>https://victim.example/@ada</link>')).toEqual([feedUrl, 'social.example@social.example']);
    const acct = makeAcct('ada', 'social.example');
    expect(whose('<title>A</title>', { acct, id: `${origin}/users/ada` })).toEqual([`${origin}/users/ada`, 'ada@social.example']);
    expect(whose('<title>A</title>', { id: 'https://victim.example/users/ada' })).toEqual({ type: 'somebody-else' });
    expect(feedPage(rss(''), { ...reading, origin: 'https://evil.example' }, feedUrl)).toEqual({
      ok: false,
      error: { type: 'somebody-else' },
    });
  });

  it('calls nobody "Posts from @ada@host"', () => {
    const name = (title: string): unknown => {
      const found = feedPerson(rss('', `<title>${title}</title>`), reading, feedUrl, { acct: makeAcct('Ada', 'social.example') });
      return found.ok && found.value.person.name;
    };
    expect([name('Posts from @ada@social.example'), name('Posts from Ada')]).toEqual(['Ada', 'Posts from Ada']);
  });

  it.each([
    ['', '<html><body>x</body></html>', '<Rss version="2.0"></Rss>', '{}', '[]', '{"items":[]}', 'null', '<rss', 'x'.repeat(100)],
  ])('is malformed: %j', (...texts) => {
    for (const text of texts) expect(feedPage(text, reading, feedUrl)).toEqual({ ok: false, error: { type: 'malformed' } });
  });
});

describe('isHarmlessXml', () => {
  it('lets feeds through, also old ones with a document type', () => {
    expect(isHarmlessXml(item('<title><![CDATA[ <!ENTITY a "b"> <a> ]]></title><!-- <!DOCTYPE x [ --><br/>'))).toBe(true);
    expect(isHarmlessXml(`<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x/rss-0.91.dtd">${rss('')}`)).toBe(true);
  });

  it.each([
    ['entities', '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>'],
    ['entities, written apart', '<!DOCTYPE a\n[ <!ENTITY x SYSTEM "file:///etc/passwd"> ]><rss>&x;</rss>'],
    ['an entity alone', '<rss><!ENTITY a "b"></rss>'],
    ['depth', '<a>'.repeat(70)],
    ['number', '<a></a>'.repeat(60_000)],
    ['size', `<a>${'x'.repeat(5_000_000)}</a>`],
    ['an open comment', '<!--'.repeat(100_000)],
    ['an open CDATA section', '<rss><![CDATA[ x'],
    ['an open tag', '<rss><a'],
  ])('stops %s', (_, text) => {
    expect(isHarmlessXml(text)).toBe(false);
  });
});
