import { digestMultibase, mediaTreePath } from '../../src/protocol/identity/digest.ts';
import { rkeyFor } from '../../src/protocol/identity/rkey.ts';
import { objectPath, pagePath } from '../../src/protocol/identity/paths.ts';
import { source, startMs, testSigner } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

const { did } = testSigner(1);
const base = `.well-known/apgateway/${did}`;

/** Where what an id names lies in its tree (sections 1 and 2.9). */
export function pathsVectors(): VectorFile {
  const place = (name: string, id: string, path: string | null, more: Record<string, unknown> = {}): VectorCase => ({
    name,
    clause: '2.9',
    id,
    path,
    ...more,
  });
  const rkey = rkeyFor(startMs, 5);
  const object = objectPath(did, rkey).slice(base.length + 1);
  const media = 'm/3/e/zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e.png';
  return {
    description:
      'Ids and the paths (without leading slash) of their files in the tree; path null: the id names no file. page: the number of the outbox page that the id names.',
    source,
    cases: [
      place('actor', `ap://${did}/actor.jsonld`, `${base}/actor.jsonld`),
      place('key of the actor', `ap://${did}/actor.jsonld#ed25519-key`, `${base}/actor.jsonld`),
      place('outbox', `ap://${did}/outbox.jsonld`, `${base}/outbox.jsonld`),
      place('activity', `ap://${did}/outbox.jsonld#${rkey}`, `${base}/outbox.jsonld`),
      place('oldest page', `ap://${did}/outbox/0000/000000.jsonld`, pagePath(did, 0), { page: 0 }),
      place('page 12345', `ap://${did}/outbox/0123/012345.jsonld`, pagePath(did, 12_345), { page: 12_345 }),
      place('newest possible page', `ap://${did}/outbox/9999/999999.jsonld`, pagePath(did, 999_999), { page: 999_999 }),
      place('page in the wrong folder', `ap://${did}/outbox/0001/000000.jsonld`, `${base}/outbox/0001/000000.jsonld`, {
        page: null,
      }),
      place('object', `ap://${did}/${object}`, `${base}/${object}`),
      place(
        'object at a gateway, with query',
        `https://gateway.example/.well-known/apgateway/${did}/${object}?x=y`,
        `${base}/${object}`,
      ),
      place('media lie at the top', `ap://${did}/${media}`, media),
      place('media at a gateway', `https://gateway.example/.well-known/apgateway/${did}/${media}`, media),
      place('the base itself', `ap://${did}/`, null),
      place('a folder', `ap://${did}/o/`, null),
      place('a web address', 'https://example.com/actor.jsonld', null),
    ],
  };
}

/** Digests and places of media (section 11). */
export function mediaDigestsVectors(): VectorFile {
  const media = (name: string, bytes: Uint8Array, mediaType: string): VectorCase => {
    const digest = digestMultibase(bytes);
    return {
      name,
      clause: '11',
      base64: Buffer.from(bytes).toString('base64'),
      mediaType,
      digestMultibase: digest,
      path: mediaTreePath(digest, mediaType),
      valid: true,
    };
  };
  const hello = new TextEncoder().encode('Hello World!');
  const digest = digestMultibase(hello);
  const wrong = (name: string, digestText: string): VectorCase => ({
    name,
    clause: '11',
    base64: Buffer.from(hello).toString('base64'),
    mediaType: 'image/png',
    digestMultibase: digestText,
    valid: false,
  });
  return {
    description:
      'Media bytes, their digestMultibase and the path of their file; valid false: these bytes must not be shown for this digest.',
    source,
    cases: [
      media('nothing', new Uint8Array(0), 'image/png'),
      media('text of the hashlink draft', hello, 'image/png'),
      media(
        'every byte',
        Uint8Array.from({ length: 256 }, (_, index) => index),
        'image/webp',
      ),
      media('jpeg is jpg', hello, 'image/jpeg'),
      media('sound', hello, 'audio/mpeg'),
      media('a type without an extension of its own', hello, 'application/pdf'),
      wrong('one digit changed', `${digest.slice(0, -1)}f`),
      wrong('digest of other bytes', digestMultibase(new Uint8Array(1))),
      wrong('without multibase prefix', digest.slice(1)),
      wrong('base32 of the same', 'bciqh7a5rlp74dbxc5q2dbksvytkyaxivbjbzrjobvuqmtyohqnqmswi'),
      wrong('SHA-512 multihash', `z${'2'.repeat(90)}`),
      wrong('cut off', digest.slice(0, -1)),
    ],
  };
}
