import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Did } from '../brand.ts';
import { digestMultibase, mediaId, mediaTreePath } from './digest.ts';
import { canonicalId } from './ids.ts';
import { accountPaths, idToTreePath, mediaPath, objectPath, pageNumberOf, pagePath, treePathToId } from './paths.ts';
import { createRkeyClock, parseRkey, rkeyFor, rkeyToMs } from './rkey.ts';

const did = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' as Did;
const base = `.well-known/apgateway/${did}`;
const load = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../bridge-spec/vectors/${name}`, import.meta.url), 'utf8')) as T;
const momentMs = fc.integer({ min: 0, max: Date.UTC(2200, 0) });

describe('tree paths', () => {
  it('lays an account out as the format says', () => {
    const rkey = rkeyFor(Date.UTC(2026, 10, 22), 5);
    expect(accountPaths(did)).toEqual({
      actor: `${base}/actor.jsonld`,
      inbox: `${base}/inbox.jsonld`,
      outbox: `${base}/outbox.jsonld`,
      featured: `${base}/featured.jsonld`,
    });
    expect(pagePath(did, 123)).toBe(`${base}/outbox/0001/000123.jsonld`);
    expect(objectPath(did, rkey)).toBe(`${base}/o/${rkey.slice(0, 2)}/${rkey.slice(2, 3)}/${rkey.slice(3, 4)}/${rkey}.jsonld`);
    for (const page of [-1, 0.5, 1_000_000, Number.NaN]) expect(() => pagePath(did, page)).toThrow(RangeError);
  });

  it('maps paths to ids and back', () => {
    const digest = digestMultibase(new TextEncoder().encode('Hello World!'));
    const rkey = rkeyFor(Date.UTC(2026, 10, 22), 5);
    for (const path of [...Object.values(accountPaths(did)), pagePath(did, 0), objectPath(did, rkey), mediaPath(digest, 'jpg')]) {
      const id = treePathToId(did, path);
      expect(canonicalId(id)).toBe(id);
      expect(idToTreePath(id)).toBe(path);
      expect(idToTreePath(`https://a.example/.well-known/apgateway/${id.slice('ap://'.length)}?x#y`)).toBe(path);
    }
    expect(mediaId(did, digest, 'image/png')).toBe(`ap://${did}/${mediaTreePath(digest, 'image/png')}`);
    expect(mediaTreePath(digest, 'text/html').endsWith(`/${digest}.bin`)).toBe(true);
    for (const path of ['index.html', `${base}x/actor.jsonld`, `${base}/../x`, `/${base}/actor.jsonld`])
      expect(() => treePathToId(did, path)).toThrow(RangeError);
    for (const id of ['https://a.example/x', `ap://${did}/`, `ap://${did}/o/`, did]) expect(idToTreePath(id)).toBeUndefined();
  });

  it('refuses media names that are no digest', () => {
    for (const digest of ['', '../x', 'zQm', 'QmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e'])
      expect(() => mediaPath(digest, 'jpg')).toThrow(RangeError);
    expect(() => mediaPath('zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e', 'a/b')).toThrow(RangeError);
  });

  it('finds page numbers', () => {
    expect(pageNumberOf(`ap://${did}/outbox/0001/000123.jsonld#x`)).toBe(123);
    expect(pageNumberOf(pagePath(did, 999_999))).toBe(999_999);
    for (const id of [
      `ap://${did}/outbox/0002/000123.jsonld`,
      `ap://${did}/outbox/000123.jsonld`,
      `ap://${did}/outbox/0001/0000123.jsonld`,
    ])
      expect(pageNumberOf(id)).toBeUndefined();
  });

  it('digests like everybody else', () => {
    const { vectors } = load<{ vectors: { inputUtf8: string; digestMultibase: string }[] }>('digest-multibase.json');
    for (const vector of vectors)
      expect(digestMultibase(new TextEncoder().encode(vector.inputUtf8))).toBe(vector.digestMultibase);
  });
});

describe('portable id vectors', () => {
  const { vectors } = load<{ vectors: { id: string; canonical: string | null }[] }>('portable-ids.json');
  it.each(vectors)('$id', ({ id, canonical }) => expect(canonicalId(id) ?? null).toBe(canonical));
});

describe('record keys', () => {
  it('sort by time and tell devices apart', () => {
    fc.assert(
      fc.property(momentMs, momentMs, fc.nat(1023), fc.nat(1023), (a, b, one, other) => {
        const [first, second] = [rkeyFor(a, one), rkeyFor(b, other)];
        expect(parseRkey(first)).toBe(first);
        expect(rkeyToMs(first)).toBe(a);
        if (a !== b) expect(first < second).toBe(a < b);
        else expect(first === second).toBe(one === other);
      }),
    );
  });

  it('increase strictly, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(momentMs, { minLength: 2 }), (moments) => {
        const clock = createRkeyClock(7);
        const keys = moments.map((moment) => clock.next(moment));
        expect(keys.toSorted()).toEqual(keys);
        expect(new Set(keys).size).toBe(keys.length);
        expect(createRkeyClock(7, keys.at(-1)).next(0) > (keys.at(-1) ?? '')).toBe(true);
      }),
    );
  });

  it('refuse what is none', () => {
    for (const text of ['', '2222222222222222', '222222222222', 'k222222222222', '1222222222222', '222222222222A'])
      expect(parseRkey(text)).toBeUndefined();
    expect(() => rkeyFor(0, 1024)).toThrow(RangeError);
    expect(() => rkeyFor(-1, 0)).toThrow(RangeError);
  });
});
