import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountOf,
  canonicalId,
  didToIpnsName,
  didToPublicKey,
  ipnsNameToDid,
  objectId,
  parseDid,
  parseIpnsName,
  publicKeyToDid,
} from './ids.ts';
import type { Did } from '../brand.ts';

interface DidVector {
  readonly publicKeyHex: string;
  readonly did: Did;
  readonly derived: { readonly ipnsNameBase36: string; readonly ipnsNameBase32: string; readonly peerIdBase58: string };
}
const { vectors } = JSON.parse(
  readFileSync(new URL('../../../bridge-spec/vectors/did-key-ed25519.json', import.meta.url), 'utf8'),
) as {
  vectors: DidVector[];
};
const did = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' as Did;

describe('did:key and IPNS names', () => {
  it('is the same arithmetic as the published vectors', () => {
    expect(vectors.length).toBe(5);
    for (const vector of vectors) {
      const publicKey = Uint8Array.from(Buffer.from(vector.publicKeyHex, 'hex'));
      expect(publicKeyToDid(publicKey)).toBe(vector.did);
      expect(didToPublicKey(vector.did)).toEqual(publicKey);
      expect(didToIpnsName(vector.did)).toBe(vector.derived.ipnsNameBase36);
      expect(ipnsNameToDid(vector.derived.ipnsNameBase36)).toBe(vector.did);
      for (const text of Object.values(vector.derived).slice(0, 3))
        expect(parseIpnsName(text)).toBe(vector.derived.ipnsNameBase36);
    }
  });

  it('writes keys as FEP-521a does', () => {
    const text = readFileSync(new URL('../../../bridge-spec/vectors/fep-521a-multikey.json', import.meta.url), 'utf8');
    const { vectors: multikeys } = JSON.parse(text) as {
      vectors: { ed25519PublicKeyHex?: string; multikey: { publicKeyMultibase: string } }[];
    };
    const [vector] = multikeys;
    const publicKey = Uint8Array.from(Buffer.from(vector?.ed25519PublicKeyHex ?? '', 'hex'));
    expect(publicKeyToDid(publicKey)).toBe(`did:key:${vector?.multikey.publicKeyMultibase}`);
  });

  it('refuses what is no strict Ed25519 key', () => {
    for (const text of [
      '',
      'did:key:',
      'did:web:example.org',
      `${did}#${did.slice(8)}`,
      did.replace('%3A', ':') + '1',
      did.slice(0, -1),
      `${did.slice(0, -1)}0`,
    ])
      expect(parseDid(text)).toBeUndefined();
    for (const text of [
      '',
      'k',
      'k51',
      'k2k4r8jl0yz8qjgqbmc2cdu5hkqek5rj6flgnlkyywynci20j0iuyfuj',
      'QmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e',
      'bafzaajaiaejc',
    ])
      expect(parseIpnsName(text)).toBeUndefined();
  });
});

describe('portable ids', () => {
  const canonical = `ap://${did}/o/3k/a/b/x.jsonld#f`;
  it.each([
    canonical,
    `AP://${did}/o/3k/a/b/x.jsonld#f`,
    `ap+ef61://${did}/o/3k/a/b/x.jsonld?@gateway=https%3A%2F%2Fa.example#f`,
    `ap://${did.replaceAll(':', '%3A')}/o/3k/a/b/x.jsonld?gateways=a,b#f`,
    `ap://${did.replaceAll(':', '%3a')}/o/3k/a/b/x.jsonld#f`,
    `https://alice.example/.well-known/apgateway/${did}/o/3k/a/b/x.jsonld#f`,
    `http://localhost:8787/.well-known/apgateway/${did.replaceAll(':', '%3A')}/o/3k/a/b/x.jsonld?x#f`,
  ])('canonicalises %s', (id) => {
    expect(canonicalId(id)).toBe(canonical);
    expect(objectId(id)).toBe(canonical);
    expect(accountOf(id)).toBe(did);
  });

  it.each([
    did,
    `ap://${did}`,
    `ap:/${did}/x`,
    `ap://user@${did}/x`,
    `ap://${did}/a/../b`,
    `ap://${did}/a/%2e%2E/b`,
    `ap://${did}//b`,
    `ap://${did}/a b`,
    `ap://${did}/ü`,
    `ap://${did}/${'x'.repeat(191)}`,
    'ap://did:key:zDnaeW1RRyQmbxj4fvWVGGRHpgDsVUJdC8gUJLjoZv7Wkbmdk/x',
    `https://user:pw@a.example/.well-known/apgateway/${did}/x`,
    `https://a.example/x/.well-known/apgateway/${did}/x`,
    'https://a.example/x',
  ])('finds no portable id in %s', (id) => expect(canonicalId(id)).toBeUndefined());

  it('gives the same for the form that is quick to recognise and for another', () => {
    const piece = fc.oneof(
      fc.constantFrom('/', '//', '.', '..', '%2e', '#', '?', '\\', ' ', 'ü', '\n', '~'),
      fc.string({ maxLength: 60 }),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.stringMatching(/^\/?[\w.-]{0,40}#?$/), piece), { maxLength: 6 }), (pieces) => {
        const path = pieces.join('');
        expect(canonicalId(`ap://${did}${path}`)).toBe(canonicalId(`ap+ef61://${did}${path}`));
        expect(canonicalId(`ap://${did}/${path}`)).toBe(canonicalId(`AP://${did}/${path}`));
      }),
      { numRuns: 1000 },
    );
    const other = did.replace('z6Mkr', 'z6Mk0');
    expect(canonicalId(`ap://${other}/x`)).toBeUndefined();
  });

  it('keeps web addresses as written', () => {
    expect(objectId('https://social.example/notes/1#x')).toBe('https://social.example/notes/1#x');
    for (const id of [
      'ftp://a/b',
      'javascript:alert(1)',
      'https://',
      'https://u:p@a.example/',
      `https://a.example/${'x'.repeat(2048)}`,
      'https://a.example/ x',
      'x',
    ])
      expect(objectId(id)).toBeUndefined();
  });
});
