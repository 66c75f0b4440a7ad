import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import { plainText } from '../../protocol/plain-text.ts';
import { createSanitiser } from '../sanitise.ts';
import { withoutQuoteLine } from './quote-view.ts';

const sanitise = createSanitiser(new JSDOM('').window);
const quoted = 'https://a.example/1' as ObjectId;
const shown = (html: string): string => plainText(withoutQuoteLine(sanitise(html, []), quoted));
const link = '<a href="https://a.example/@b/1">https://a.example/@b/1</a>';

describe('the line that names what is quoted', () => {
  it.each([
    ['Pollen', `<p>So.</p><p>RE: ${link}</p>`],
    ['Mastodon', `<p class="quote-inline">RE: ${link}</p><p>So.</p>`],
    ['a name that is no link', '<p>So.</p><p>RE: ap://did:key:z6Mk/o/1.jsonld</p>'],
  ])('is left out as %s writes it', (_name, html) => {
    expect(shown(html)).toBe('So.');
  });

  it('stays where nothing is quoted, and where it says more', () => {
    expect(plainText(withoutQuoteLine(sanitise(`<p>So.</p><p>RE: ${link}</p>`, []), undefined))).toContain('RE:');
    expect(shown(`<p>RE: ${link} is wrong</p>`)).toContain('is wrong');
    expect(shown(`<p>${link}</p>`)).toContain('a.example');
  });
});
