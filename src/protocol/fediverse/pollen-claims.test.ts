import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import type { RichText } from '../rich-text.ts';
import { didToIpnsName } from '../identity/did.ts';
import { parseDid } from '../identity/ids.ts';
import { cleanJson, readJson } from './clean-json.ts';
import { pollenClaims } from './pollen-claims.ts';

const did = parseDid('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK');
if (did === undefined) throw new Error('no did');
const name = didToIpnsName(did);
const claims = (actor: JsonObject, summary: RichText = []) => pollenClaims({ actor, summary });

describe('pollenClaims', () => {
  it.each<[string, JsonObject, RichText?]>([
    ['alsoKnownAs', { alsoKnownAs: ['https://other.example/@ada', did] }],
    ['alsoKnownAs as one value', { alsoKnownAs: `https://gw.example/.well-known/apgateway/${did}/actor.jsonld` }],
    ['a link in a row', { attachment: [{ type: 'PropertyValue', name: 'Pollen', value: [{ tag: 'a', href: `https://app.example/#/@${name}?via=https%3A%2F%2Fgw.example`, children: ['x'] }] }] }],
    ['words of a row', { attachment: [{ type: 'PropertyValue', name: 'Pollen', value: [`see ipns://${name}.`] }] }],
    ['a link deep in the text', {}, [{ tag: 'p', children: [{ tag: 'strong', children: [{ tag: 'a', href: `ipns://${name}`, children: ['me'] }] }] }]],
    ['words of the text', {}, [{ tag: 'p', children: [`I am (${name}), there`] }]],
    ['the page', { url: `https://gw.example/ipns/${name}/` }],
  ])('finds it in %s', (_, actor, summary) => {
    expect(claims(actor, summary)).toEqual([did]);
  }); // prettier-ignore

  it('finds nobody in what names nobody, or two at once', () => {
    expect(claims({ alsoKnownAs: ['https://x.example', 7, 'did:web:x'], attachment: 'x' }, ['k51 did:key:z6Mk'])).toEqual([]);
    expect(claims({}, [Array.from({ length: 5000 }, () => 'word').join(' ')])).toEqual([]);
  });
});

describe('cleanJson', () => {
  it('leaves out what no document may hold', () => {
    const json: unknown = JSON.parse(
      '{"a":null,"b":0.5,"c":[1,null,[2.5,"x"]],"d":"\\ud800","__proto__":{"e":1},"constructor":"f"}',
    );
    expect(cleanJson(json)).toEqual({ c: [1, ['x']], d: '\ufffd', constructor: 'f' });
  });

  it('bounds depth, lists, number and texts', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(5000)}1${']'.repeat(5000)}`);
    expect(JSON.stringify(cleanJson(deep)).length).toBeLessThan(40);
    expect(cleanJson(Array.from({ length: 1000 }, (_, index) => index))).toHaveLength(200);
    expect(cleanJson('x'.repeat(500_000))).toHaveLength(200_000);
    const wide = Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`m${index}`, 1]));
    expect(Object.keys(cleanJson(wide) ?? {}).length).toBeLessThan(100_000);
  });

  it('reads bytes, if they are JSON', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(readJson(bytes('\ufeff{"a":1}'))).toEqual({ a: 1 });
    for (const text of ['', '<html>', '{"a":', 'NaN']) expect(readJson(bytes(text))).toBeUndefined();
    expect(readJson(new Uint8Array([0xff, 0xfe, 0x00]))).toBeUndefined();
  });
});
