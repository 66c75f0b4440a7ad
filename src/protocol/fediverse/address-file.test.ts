import { describe, expect, it } from 'vitest';
import type { AcctUri, Did } from '../brand.ts';
import { didToIpnsName } from '../identity/ids.ts';
import { makeAcct } from './acct.ts';
import { addressFile, givesAddress } from './address-file.ts';

const did = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' as Did;
const other = 'did:key:z6Mkf5rGMoatrSj1f4CyvuHBeXJELe9RPdzo2PKGNCKVtZxP' as Did;
const acct = makeAcct('Me', 'Example.org');
if (acct === undefined) throw new Error('no address');
const asked = 'acct:me@example.org' as AcctUri;

describe('the file of a readable address', () => {
  it('gives the address to the account, and to nobody else', () => {
    const file: unknown = JSON.parse(addressFile(acct, did, 'https://app.example/#/@k51'));
    expect(file).toMatchObject({
      subject: 'acct:Me@example.org',
      links: [{ rel: 'self', href: `ipns://${didToIpnsName(did)}` }, {}],
    });
    expect(givesAddress(file, asked, did)).toBe(true);
    expect(givesAddress(file, asked, other)).toBe(false);
    expect(givesAddress(file, 'acct:you@example.org' as AcctUri, did)).toBe(false);
    expect(givesAddress(file, 'acct:me@example.com' as AcctUri, did)).toBe(false);
  });

  it.each([
    ['as an alias', { subject: 'https://example.org/', aliases: ['acct:me@example.org'], links: [{ rel: 'self', href: did }] }],
    [
      'by the address of the actor at a gateway',
      {
        subject: 'acct:me@example.org',
        links: [
          {
            rel: 'self',
            type: 'application/activity+json',
            href: `https://gate.example/.well-known/apgateway/${did}/actor.jsonld`,
          },
        ],
      },
    ],
  ])('may be written by hand: %s', (_how, file) => {
    expect(givesAddress(file, asked, did)).toBe(true);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'acct:me@example.org'],
    ['no links', { subject: asked }],
    ['another relation', { subject: asked, links: [{ rel: 'me', href: did }] }],
    ['two accounts in one link', { subject: asked, links: [{ rel: 'self', href: `https://x.example/${did}/${other}` }] }],
    ['links that are none', { subject: asked, links: [1, null, { rel: 'self', href: 5 }] }],
  ])('is not confirmed by %s', (_what, file) => {
    expect(givesAddress(file, asked, did)).toBe(false);
  });
});
