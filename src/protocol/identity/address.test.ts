import { describe, expect, it } from 'vitest';
import type { Did } from '../brand.ts';
import { formatAddress, formatLink, parseAddress, parseOrigin } from './address.ts';
import { didToIpnsName } from './did.ts';

const did = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' as Did;
const name = didToIpnsName(did);
const other = 'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp';

describe('parseAddress', () => {
  it.each([
    did,
    name,
    `  ${name}\n`,
    `ipns://${name}`,
    `ipns://${name}/`,
    `/ipns/${name}`,
    `@${name}`,
    `ap://${did}/actor.jsonld`,
    `ap://did%3Akey%3A${did.slice(8)}/actor.jsonld`,
    `https://app.example/#/@${name}`,
    `https://${name}.ipns.dweb.example/`,
    `web+pollen:${name}`,
    `ipns://${name.toUpperCase()}`,
    `https://app.example/?did=${did}#/@${name}`,
  ])('understands %s', (text) => expect(parseAddress(text)).toEqual({ ok: true, value: { did, name, via: [] } }));

  it.each([
    '',
    'hello',
    'https://app.example/',
    `${name}x`,
    `x${name}`,
    `${did}1`,
    `${did} ${name}`,
    `https://a.example/${did}/${other}`,
    'x'.repeat(5000),
    'did:key:zDnaeW1RRyQmbxj4fvWVGGRHpgDsVUJdC8gUJLjoZv7Wkbmdk',
    'k51'.padEnd(62, 'z'),
  ])('does not understand %s', (text) => expect(parseAddress(text)).toEqual({ ok: false, error: 'not-an-address' }));

  it('reads back the links that it writes, hints and all', () => {
    const via = ['https://gateway.example', 'http://localhost:8787'];
    expect(formatAddress(name)).toBe(`ipns://${name}`);
    expect(parseAddress(formatLink('https://app.example/pollen/#/old', name, via))).toEqual({
      ok: true,
      value: { did, name, via },
    });
    expect(formatLink('https://app.example/pollen/', name)).toBe(`https://app.example/pollen/#/@${name}`);
  });

  it('takes only usable origins as hints, and not too many', () => {
    const many = Array.from({ length: 20 }, (_, index) => `https://g${index}.example`);
    const parsed = parseAddress(
      `ipns://${name}?via=http%3A%2F%2Fa.example&via=javascript:x&via=%&via=https://u:p@a.example&via=https://b.example/x&${many.map((origin) => `via=${origin}`).join('&')}`,
    );
    expect(parsed.ok && parsed.value.via).toEqual(many.slice(0, 8));
  });

  it("takes a gateway's own address as a hint", () => {
    expect(parseAddress(`https://gateway.example/.well-known/apgateway/${did}/actor.jsonld`)).toMatchObject({
      value: { via: ['https://gateway.example'] },
    });
    expect(parseAddress(`http://127.0.0.1:8787/ipns/${name}/`)).toMatchObject({ value: { via: ['http://127.0.0.1:8787'] } });
    expect(parseAddress(`https://gateway.example/@${name}/`)).toMatchObject({ value: { via: ['https://gateway.example'] } });
  });

  it('normalises origins', () => {
    expect(parseOrigin('https://A.example:443')).toBe('https://a.example');
    expect(parseOrigin('http://[::1]:1')).toBe('http://[::1]:1');
    for (const text of ['http://a.example', 'https://a.example/x', 'a.example', 'ftp://localhost'])
      expect(parseOrigin(text)).toBeUndefined();
  });
});
