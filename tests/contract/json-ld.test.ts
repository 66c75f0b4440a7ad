// Every document that Pollen publishes means the same to a JSON-LD processor: nothing is dropped, nothing is undefined.
import { readFileSync } from 'node:fs';
import jsonld from 'jsonld';
import { describe, expect, it } from 'vitest';
import * as build from '../../src/protocol/activity-streams/build-activity.ts';
import { buildActor } from '../../src/protocol/activity-streams/build-actor.ts';
import { buildFeatured, buildInbox, buildOutbox, buildPage } from '../../src/protocol/activity-streams/build-collection.ts';
import { buildNote } from '../../src/protocol/activity-streams/build-note.ts';
import { buildTombstone } from '../../src/protocol/activity-streams/build-tombstone.ts';
import type { Timestamp } from '../../src/protocol/brand.ts';
import { objectPath, treePathToId } from '../../src/protocol/identity/paths.ts';
import { rkeyFor } from '../../src/protocol/identity/rkey.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { signDocument } from '../../src/protocol/proof/proof.ts';
import { createSeedSigner } from '../../src/protocol/proof/signer.ts';

const contexts = new Map([
  ['https://www.w3.org/ns/activitystreams', 'activitystreams.json'],
  ['https://w3id.org/security/data-integrity/v1', 'data-integrity-v1.json'],
  ['https://w3id.org/security/multikey/v1', 'multikey-v1.json'],
]);

async function documentLoader(url: string): Promise<{ contextUrl: undefined; documentUrl: string; document: object }> {
  const file = contexts.get(url);
  if (file === undefined) throw new Error(`not served here: ${url}`);
  const text = readFileSync(new URL(`../fixtures/contexts/${file}`, import.meta.url), 'utf8');
  return { contextUrl: undefined, documentUrl: url, document: JSON.parse(text) as object };
}

/** `safe`: whatever a processor would silently drop is an error. */
const expand = (document: JsonObject): Promise<object[]> =>
  jsonld.expand({ ...document } as jsonld.JsonLdDocument, { documentLoader, safe: true } as jsonld.Options.Expand) as Promise<
    object[]
  >;

const signer = createSeedSigner(new Uint8Array(32).fill(1));
const { did } = signer;
const friend = createSeedSigner(new Uint8Array(32).fill(2)).did;
const published = '2026-11-22T08:00:00Z' as Timestamp;
const rkey = rkeyFor(Date.parse(published), 1);
const id = treePathToId(did, objectPath(did, rkey));
const digest = 'zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e';
const base = { did, rkey, published };
const sign = (document: JsonObject): Promise<JsonObject> => signDocument(document, signer, published);

const plainNote = buildNote({ did, id, html: '<p>Hello</p>', published, audience: 'public' });
const fullNote = buildNote({
  did,
  id,
  html: '<p>Hello #bees</p>',
  published,
  updated: published,
  audience: 'unlisted',
  warning: 'Insects',
  language: 'en',
  inReplyTo: { id, author: friend, authorName: '@friend' },
  tags: [
    { type: 'Hashtag', name: '#bees' },
    { type: 'Link', href: 'https://a.example/', rel: 'alternate', mediaType: 'text/html' },
    { type: 'Emoji', id: 'https://a.example/e', name: ':bee:' },
  ],
  attachments: [{ digest, mediaType: 'image/png', alt: 'A bee', width: 4, height: 3, blurhash: 'LEHV6nWB2yk8' }],
  url: 'https://a.example/1',
});
const actor = buildActor({
  did,
  preferredUsername: 'ada',
  published,
  updated: published,
  name: 'Ada',
  summaryHtml: '<p>Hi</p>',
  icon: { digest, mediaType: 'image/png' },
  gateways: ['https://a.example'],
  fields: [{ name: 'Web', valueHtml: 'a.example' }],
  url: 'https://a.example/',
  alsoKnownAs: ['https://a.example/ada'],
  movedTo: 'https://b.example/ada',
  nextKeyDigest: digest,
});
const documents: Record<string, JsonObject> = {
  plainNote,
  fullNote,
  actor,
  tombstone: buildTombstone({ did, id, formerType: 'Note', published, deleted: published }),
  outbox: buildOutbox({ did, totalItems: 21, newestPage: 1, updated: published }),
  inbox: buildInbox(did),
  featured: buildFeatured(did, [id]),
  delete: build.buildDelete(base, id),
  announce: build.buildAnnounce(base, { object: id, author: friend }),
  like: build.buildLike(base, { object: id, author: friend }),
  emojiReact: build.buildEmojiReact(base, { object: id }, '🐝'),
  follow: build.buildFollow(base, friend),
  undo: build.buildUndo(base, build.activityId(did, rkey)),
  move: build.buildMove(base, friend),
};

/** Names in a compact document that no processor may lose, less those that JSON-LD itself reads. */
function membersOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(membersOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '@context' || name === 'contentMap' ? [name] : [name, ...membersOf(member)],
  );
}

describe('JSON-LD', () => {
  it.each(Object.entries(documents))('expands %s without losing a term', async (_name, document) => {
    const signed = await sign(document);
    const [expanded] = await expand(signed);
    expect(JSON.stringify(expanded)).not.toMatch(/"_:|"[a-z]+":/i);
    expect(Object.keys(expanded ?? {})).toHaveLength(
      new Set(Object.keys(signed).filter((name) => !['@context', 'contentMap'].includes(name))).size,
    );
    const text = JSON.stringify(expanded);
    for (const name of new Set(membersOf(document)))
      if (!['@context', 'contentMap', 'id', 'type', 'orderedItems'].includes(name))
        expect(text).toMatch(new RegExp(`[#/:]${name}"`));
  });

  it('expands a page with signed activities around signed objects', async () => {
    const activities = await Promise.all(
      [plainNote, fullNote].map(async (note) => sign(build.buildCreate(base, await sign(note)))),
    );
    const update = await sign(build.buildUpdate(base, await sign(actor)));
    const [expanded] = await expand(await sign(buildPage({ did, page: 1, activities: [...activities, update] })));
    const text = JSON.stringify(expanded);
    expect(text.match(/#DataIntegrityProof/g)).toHaveLength(7);
    expect(text.match(/activitystreams#Create"/g)).toHaveLength(2);
  });

  it('would notice an undefined term', async () => {
    await expect(expand(await sign({ ...plainNote, forgotten: 'x' }))).rejects.toThrow();
  });
});
