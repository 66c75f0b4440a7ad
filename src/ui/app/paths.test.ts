import { describe, expect, it } from 'vitest';
import type { ObjectId } from '../../protocol/brand.ts';
import { postLink, postPath, readSegment } from './paths.ts';

describe('paths', () => {
  it.each([
    'ap://did:key:z6Mkexample/.well-known/apgateway/o/abc#x',
    'https://friendica.example/profile/max?a=1&b=2',
    'https://example.org/%40user/100%25',
    'https://example.org/%3Fodd%2Fpath',
    'https://example.org/grüße/漢字',
  ])('bring the id %s back from the address bar', (id) => {
    const path = postPath(id as ObjectId);
    // What the router does once before it matches.
    const seen = decodeURI(new URL(`http://x/#${path}`).hash.slice(1));
    const segments = seen.split('/');
    expect(segments).toHaveLength(3);
    expect(readSegment(segments[2])).toBe(id);
  });

  it('leave a broken escape as it is', () => {
    expect(readSegment('100%')).toBe('100%');
  });

  it('make links for the copy of the app in use', () => {
    const link = postLink('ap://x/1' as ObjectId, { origin: 'https://pollen.example', pathname: '/app/' });
    expect(link).toBe('https://pollen.example/app/#/post/ap%3A%2F%2Fx%2F1');
  });
});
