import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CanonicalId, Did } from '../brand.ts';
import { canonicalId } from './ids.ts';
import { accountId, mediaPath, objectPath, pagePath, treePathToId } from './paths.ts';
import { parseRkey } from './rkey.ts';
import { maximumOwnOriginLength, mediaPathIn, originOfId, writtenId } from './written-id.ts';

const did = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' as Did;
const base = `/.well-known/apgateway/${did}`;
const rkey = parseRkey('3kabcdefghijk');
if (rkey === undefined) throw new Error('not a record key');
const digest = 'zQmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n';

const ids = fc.constantFrom<CanonicalId[]>(
  accountId(did, 'actor'),
  `${accountId(did, 'outbox')}#${rkey}` as CanonicalId,
  treePathToId(did, objectPath(did, rkey)),
  treePathToId(did, pagePath(did, 7)),
);
const origins = fc.constantFrom('https://alice.example', 'https://alice.example:8443', 'http://localhost:4000', undefined);

describe('ids under an own origin', () => {
  it('are the canonical ids, written differently', () => {
    expect(writtenId(accountId(did, 'actor'), 'https://alice.example')).toBe(`https://alice.example${base}/actor.jsonld`);
    expect(writtenId(accountId(did, 'actor'), undefined)).toBe(`ap://${did}/actor.jsonld`);
    fc.assert(
      fc.property(ids, origins, (id, origin) => {
        const written = writtenId(id, origin);
        expect(canonicalId(written)).toBe(id);
        expect(originOfId(written)).toBe(origin);
      }),
    );
  });

  it('are never longer than 191 characters', () => {
    const longest = `https://${'a'.repeat(maximumOwnOriginLength - 'https://'.length)}`;
    fc.assert(
      fc.property(ids, (id) => {
        expect(writtenId(id, longest).length).toBeLessThanOrEqual(191);
      }),
    );
    expect(writtenId(`${accountId(did, 'actor')}#ed25519-key` as CanonicalId, longest).length).toBeLessThanOrEqual(191);
  });

  it('tell no origin of what is no portable id', () => {
    for (const id of [undefined, '', 'https://a.example/x', `https://a.example${base}/a/../b`, `https://a.example/x${base}/y`])
      expect(originOfId(id)).toBeUndefined();
  });
});

describe('media', () => {
  const path = mediaPath(digest, 'jpg');
  const id = treePathToId(did, path);

  it('lie at the top of an own origin, where any static server finds them', () => {
    expect(writtenId(id, 'https://alice.example')).toBe(`https://alice.example/${path}`);
  });

  it.each([id, `https://alice.example/${path}`, `https://gateway.example${base}/${path}`])('are found by %s', (url) =>
    expect(mediaPathIn(url, did)).toBe(path),
  );

  it.each([
    'https://alice.example/m/x.jpg',
    `https://alice.example/a/${path}`,
    `https://alice.example/${path}?x`,
    `https://alice.example/m/1/n/../../${path}`,
    treePathToId(did, pagePath(did, 7)),
    id.replace(did, did.replace('TQ2', 'TQ3')),
  ])('are not found by %s', (url) => expect(mediaPathIn(url, did)).toBeUndefined());
});
