import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAcct, makeAcct, parseAcct, parseFediverseAddress } from './acct.ts';

const laboratory = 'http://localhost:5173/';

describe('parseFediverseAddress', () => {
  it.each([
    ['@ada@example.org', 'acct:ada@example.org', 'ada@example.org'],
    ['ada@example.org', 'acct:ada@example.org', 'ada@example.org'],
    ['acct:Ada@Example.ORG', 'acct:ada@example.org', 'Ada@example.org'],
    ['  @Ada_L@example.org:8443 ', 'acct:ada_l@example.org:8443', 'Ada_L@example.org:8443'],
    ['@nare@թութ.հայ', 'acct:nare@xn--69aa8bzb.xn--y9a3aq', 'nare@xn--69aa8bzb.xn--y9a3aq'],
    ['@\u2066ada\u2069@example.org', 'acct:ada@example.org', 'ada@example.org'],
    ['@blog.example@web.brid.gy', 'acct:blog.example@web.brid.gy', 'blog.example@web.brid.gy'],
    ['@ada@example.org:443', 'acct:ada@example.org', 'ada@example.org'],
  ])('understands %s', (text, acct, label) => {
    const parsed = parseAcct(text.trim());
    expect(parsed).toMatchObject({ acct, label });
    expect(parseFediverseAddress(text)).toEqual(parsed);
    expect(formatAcct(parsed?.acct ?? fail())).toBe(acct.slice(5));
  });

  it.each([
    '', '@', 'ada', '@ada', 'ada@', '@ada@', 'a@b@example.org', 'ada@localhost', 'ada@localhost:3000', 'ada@127.0.0.1',
    'ada@192.168.0.1', 'ada@0x7f000001', 'ada@[::1]', 'ada@intern', 'ada@printer.local', 'ada@x.onion', 'ada@example.org.',
    'ada@example.org/path', 'ada@example.org?x', 'ada@example.org#x', 'ada@user:pass', 'ada@exa mple.org', 'a da@example.org',
    'ada@example.org\\evil.example', '.ada@example.org', 'a<b>@example.org', `${'a'.repeat(129)}@example.org`,
    `ada@${'a'.repeat(600)}.org`, 'ada@example.org:99999', 'javascript:alert(1)', 'ftp://example.org/@ada', 'https://',
    'https://user:pass@example.org/@ada', 'https://10.0.0.1/@ada', 'http://localhost/@ada', `https://example.org/${'a'.repeat(3000)}`,
  ])('refuses %s', (text) => {
    expect(parseFediverseAddress(text)).toBeUndefined();
  }); // prettier-ignore

  it('takes this machine only where the app comes from it, by http', () => {
    expect(parseAcct('ada@localhost:3001', laboratory)).toMatchObject({
      acct: 'acct:ada@localhost:3001',
      origin: 'http://localhost:3001',
    });
    expect(parseFediverseAddress('http://127.0.0.1:3001/@ada', laboratory)).toMatchObject({
      kind: 'url',
      origin: 'http://127.0.0.1:3001',
    });
    expect(parseAcct('ada@example.org', laboratory)).toMatchObject({ origin: 'https://example.org' });
    expect(parseAcct('ada@localhost:3001', 'https://app.example/')).toBeUndefined();
  });

  it('asks what people write with http with https, without fragment', () => {
    expect(parseFediverseAddress('http://Example.org/@ada/112#x')).toEqual({
      kind: 'url',
      url: 'https://example.org/@ada/112',
      host: 'example.org',
      origin: 'https://example.org',
    });
  });

  it.each([
    ['https://example.org/@Ada', 'Ada@example.org'],
    ['https://example.org/@ada/', 'ada@example.org'],
    ['https://example.org/@bob@elsewhere.example', 'bob@elsewhere.example'],
    ['https://example.org/users/ada', 'ada@example.org'],
    ['https://example.org/profile/ada', 'ada@example.org'],
    ['https://example.org/channel/ada', 'ada@example.org'],
    ['https://example.org/u/ada', 'ada@example.org'],
  ])('guesses whom %s shows', (url, label) => {
    expect(parseFediverseAddress(url)).toMatchObject({ kind: 'url', guess: { label } });
  });

  it.each([
    'https://example.org/@ada/112',
    'https://example.org/feed.xml',
    'https://example.org/@bob@10.0.0.1',
    'https://example.org/@%zz',
  ])('guesses nobody of %s', (url) => {
    expect(parseFediverseAddress(url)).not.toHaveProperty('guess');
  });

  it('never throws, and its own form leads back to itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.emailAddress()), (text) => {
        const parsed = parseFediverseAddress(text);
        if (parsed?.kind !== 'acct') return;
        expect(parseAcct(parsed.label)).toEqual(parsed);
        expect(makeAcct(parsed.user, parsed.host)).toEqual(parsed);
        expect(parseAcct(parsed.acct)?.acct).toBe(parsed.acct);
      }),
      { numRuns: 500 },
    );
  });
});

function fail(): never {
  throw new Error('nothing parsed');
}
