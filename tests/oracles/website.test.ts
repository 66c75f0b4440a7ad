// Websites of accounts with any content at all, read by a strict XML parser, a feed parser and a microformats parser.
import * as fc from 'fast-check';
import { parseAtomFeed } from 'feedsmith';
import { JSDOM } from 'jsdom';
import { mf2 } from 'microformats-parser';
import { describe, expect, it } from 'vitest';
import { createNodeSanitiser } from '../../src/gateway/website/node-sanitiser.ts';
import { createVerifier } from '../../src/protocol/proof/verifier.ts';
import { createAccountFixture } from '../../src/protocol/tree/account-fixture.ts';
import { siteFiles } from '../../src/services/website/site-files.ts';

const origin = 'https://mira.example';
const verifier = createVerifier();
const sanitise = createNodeSanitiser();

/** What people write, what breaks markup, and what XML cannot say. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('<', '>', '&', '"', "'", ']', '-', '!', '\u0000', '\u0008', '\uFFFE', '\u2028', '😀', ' ', 'a'),
    maxLength: 40,
  }),
  fc.constantFrom(']]>', '<!--', '-->', '&#0;', '&nbsp;', '<![CDATA[', '</feed>', '</title><script>', '\u202E'),
);

async function websiteOf(name: string, content: string, title: string): Promise<ReadonlyMap<string, string>> {
  const account = createAccountFixture({ seed: 7 });
  const posts = [await account.create(`<p>${content}</p>`, { name: title }), await account.create('<p>plain</p>')];
  await account.publish(posts, { actor: await account.actor({ name, summary: `<p>${content}</p>` }) });
  if (account.root === undefined) throw new Error('nothing published');
  const files = new Map<string, string>();
  const steps = siteFiles({
    store: account.store,
    root: account.root,
    did: account.signer.did,
    verifier,
    sanitise,
    origin,
    onProblem: () => undefined,
  });
  for await (const { path, bytes } of steps) files.set(path, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  return files;
}

/** A strict XML parser: fails at the first character that does not belong. */
function parseXml(xml: string): Document {
  const { window } = new JSDOM('');
  const document = new window.DOMParser().parseFromString(xml, 'application/xml');
  expect(document.querySelector('parsererror')?.textContent ?? undefined, xml).toBeUndefined();
  return document;
}

describe('the website of an account', () => {
  it('is well-formed and says what was written, whatever that was', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, async (name, content, title) => {
        const files = await websiteOf(name, content, title);
        for (const [path, xml] of files) if (/\.xml$|\.svg$|host-meta$/.test(path)) parseXml(xml);
        const xml = files.get('feed.xml') ?? '';
        const feed = parseXml(xml).documentElement;
        expect([feed.namespaceURI, feed.localName]).toEqual(['http://www.w3.org/2005/Atom', 'feed']);
        expect(parseAtomFeed(xml).entries).toHaveLength(2);

        const html = files.get('index.html') ?? '';
        const [found] = mf2(html, { baseUrl: `${origin}/` }).items;
        expect(found?.type).toEqual(['h-feed']);
        expect(found?.children).toHaveLength(2);
        // What HTML and XML cannot hold is left out, and blanks do not count; everything else arrives.
        const visible = (raw: string): string => raw.replaceAll(/[\s\p{Cc}\uFFFE\uFFFF\uFFFD]/gu, '');
        const author = feed.getElementsByTagName('author')[0]?.getElementsByTagName('name')[0]?.textContent ?? '';
        if (visible(name) !== '') expect(visible(author)).toBe(visible(name));
        expect(new JSDOM(html).window.document.querySelectorAll('script, iframe, object, style').length).toBe(0);
      }),
      { seed: 20_261_122, numRuns: 15 },
    );
  }, 60_000);

  it('would not be, were a character wrong', () => {
    expect(() => parseXml('<feed>&nbsp;</feed>')).toThrow();
    expect(() => parseXml('<feed>\u0008</feed>')).toThrow();
  });
});
