import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAcct } from './acct.ts';
import type { Asked } from './webfinger.ts';
import { checkFinger, webfingerUrl } from './webfinger.ts';

const acct = (text: string): Asked => ({ acct: parseAcct(text, 'http://localhost/')?.acct ?? fail(text) });
const ada = acct('ada@example.org');
const selfOf = (href: string, type = 'application/activity+json') => ({ rel: 'self', type, href });
const jrd = {
  subject: 'acct:Ada@example.org',
  aliases: ['https://example.org/@Ada', 'https://example.org/users/Ada'],
  links: [
    { rel: 'http://webfinger.net/rel/profile-page', type: 'text/html', href: 'https://example.org/@Ada' },
    selfOf('https://example.org/users/Ada'),
    { rel: 'http://ostatus.org/schema/1.0/subscribe', template: 'https://example.org/authorize_interaction?uri={uri}' },
  ],
};

describe('checkFinger', () => {
  it('asks at the well-known place', () => {
    expect(webfingerUrl('https://example.org', ada)).toBe(
      'https://example.org/.well-known/webfinger?resource=acct%3Aada%40example.org',
    );
  });

  it('reads what Mastodon answers', () => {
    expect(checkFinger(jrd, ada)).toEqual({
      ok: true,
      value: {
        acct: expect.objectContaining({ label: 'ada@example.org' }) as unknown,
        self: 'https://example.org/users/Ada',
        profile: 'https://example.org/@Ada',
      },
    });
  });

  it('reads feeds, and ld+json as the type of an actor', () => {
    const links = [
      selfOf('https://example.org/a', 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"'),
      { rel: 'http://schemas.google.com/g/2010#updates-from', type: 'application/atom+xml', href: 'https://example.org/a.atom' },
    ];
    expect(checkFinger({ ...jrd, links }, ada)).toMatchObject({
      value: { self: 'https://example.org/a', feed: 'https://example.org/a.atom' },
    });
  });

  it('answers for a page, also by an alias or as the actor itself', () => {
    for (const url of ['https://example.org/@Ada', 'https://example.org/users/Ada', 'https://example.org/@Ada/'])
      expect(checkFinger(jrd, { url })).toMatchObject({ ok: true, value: { acct: { label: 'Ada@example.org' } } });
  });

  it.each([
    ['another subject of the same host', { ...jrd, subject: 'acct:mallory@example.org' }, ada],
    ['another page', jrd, { url: 'https://example.org/@bob' }],
    ['no subject, other aliases', { aliases: ['https://example.org/@bob'], links: jrd.links }, ada],
  ] as const)('refuses an answer for somebody else: %s', (_, answer, asked) => {
    expect(checkFinger(answer, asked)).toEqual({ ok: false, error: { type: 'somebody-else' } });
  });

  it('is led to another host only by name: it must be asked there', () => {
    expect(checkFinger({ ...jrd, subject: 'acct:ada@new.example' }, ada)).toMatchObject({
      ok: false,
      error: { type: 'elsewhere', acct: { acct: 'acct:ada@new.example', origin: 'https://new.example' } },
    });
  });

  it('wants the other host to confirm when address and actor stand on different ones', () => {
    const split = { subject: 'acct:ada@example.org', links: [selfOf('https://social.example.org/users/ada')] };
    expect(checkFinger(split, ada)).toMatchObject({
      value: { confirmAt: { origin: 'https://social.example.org', asked: { url: 'https://social.example.org/users/ada' } } },
    });
    expect(checkFinger(split, { url: 'https://social.example.org/users/ada' })).toMatchObject({
      value: { confirmAt: { origin: 'https://example.org', asked: ada } },
    });
    expect(checkFinger(jrd, ada)).not.toHaveProperty('value.confirmAt');
  });

  it('recognises the portable id of a key', () => {
    const did = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
    const links = [selfOf(`https://example.org/.well-known/apgateway/${did}/actor.jsonld`)];
    const checked = checkFinger({ ...jrd, links }, ada);
    expect(checked).toMatchObject({ value: { pollen: did } });
    expect(checked).not.toHaveProperty('value.self');
  });

  it.each([
    'javascript:alert(1)',
    'http://example.org/users/ada',
    'https://10.0.0.1/users/ada',
    'http://localhost/users/ada',
    '/users/ada',
  ])('takes no link to %s', (href) => {
    expect(checkFinger({ ...jrd, links: [selfOf(href)] }, ada)).toMatchObject({ ok: true });
    expect(checkFinger({ ...jrd, links: [selfOf(href)] }, ada)).not.toHaveProperty('value.self');
  });

  it('takes any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => void checkFinger(json, ada)));
    const links = fc.array(fc.dictionary(fc.constantFrom('rel', 'type', 'href', '__proto__'), fc.jsonValue()));
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), links, (subject, aliases, links) => {
        expect(checkFinger({ subject, aliases, links }, ada).ok).toBe(false);
        expect(checkFinger({ subject: 'acct:ada@example.org', aliases, links }, ada).ok).toBe(true);
      }),
    );
  });
});

function fail(text: string): never {
  throw new Error(`no address: ${text}`);
}
