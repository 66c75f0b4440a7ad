import { describe, expect, it } from 'vitest';
import type { CanonicalId, Did, Timestamp } from '../brand.ts';
import { accountId, objectPath, treePathToId } from '../identity/paths.ts';
import { rkeyFor } from '../identity/rkey.ts';
import type { JsonObject } from '../json.ts';
import { serialize, signDocument } from '../proof/proof.ts';
import { createSeedSigner } from '../proof/signer.ts';
import { createVerifier } from '../proof/verifier.ts';
import { buildActor } from './build-actor.ts';
import * as activities from './build-activity.ts';
import { buildFeatured, buildInbox, buildOutbox, buildPage } from './build-collection.ts';
import { buildNote } from './build-note.ts';
import { buildTombstone } from './build-tombstone.ts';
import type { CheckError } from './check.ts';
import { checkActivity, checkDocument, checkPage } from './check.ts';

const alice = createSeedSigner(new Uint8Array(32).fill(1));
const mallory = createSeedSigner(new Uint8Array(32).fill(2));
const verifier = createVerifier();
const published = '2026-11-22T08:00:00Z' as Timestamp;
const startMs = Date.parse(published);
const sign = (document: JsonObject, signer = alice): Promise<JsonObject> => signDocument(document, signer, published);

const noteId = (did: Did, index = 0): CanonicalId => treePathToId(did, objectPath(did, rkeyFor(startMs + index, 1)));
const note = (did: Did, index = 0, more: Partial<Parameters<typeof buildNote>[0]> = {}): JsonObject =>
  buildNote({
    did,
    id: noteId(did, index),
    html: `<p>Number ${index}</p>`,
    published,
    audience: 'public',
    language: 'en',
    ...more,
  });
const base = (did: Did, index = 0): activities.ActivityBase => ({ did, rkey: rkeyFor(startMs + index, 2), published });
const create = async (index = 0): Promise<JsonObject> =>
  sign(activities.buildCreate(base(alice.did, index), await sign(note(alice.did, index))));
const actor = (did: Did): JsonObject =>
  buildActor({ did, preferredUsername: 'alice', published, updated: published, name: 'Alice', gateways: ['https://a.example'] });

const problem = async (document: JsonObject | Uint8Array, account = alice.did): Promise<CheckError['type'] | 'none'> => {
  const bytes = document instanceof Uint8Array ? document : serialize(document);
  const result = await checkDocument(bytes, account, verifier);
  return result.ok ? 'none' : result.error.type;
};

describe('checkDocument', () => {
  it('accepts every kind of document that is published', async () => {
    const digest = 'zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e';
    const did = alice.did;
    const documents: [string, JsonObject][] = [
      ['actor', actor(did)],
      ['outbox', buildOutbox({ did, totalItems: 21, newestPage: 1, updated: published })],
      ['page', buildPage({ did, page: 1, below: 20, activities: [] })],
      ['page', buildPage({ did, page: 0, below: 0, activities: [] })],
      ['collection', buildInbox(did)],
      ['collection', buildFeatured(did, [noteId(did)])],
      ['object', note(did)],
      [
        'object',
        note(did, 1, {
          audience: 'unlisted',
          warning: 'Spiders',
          attachments: [{ digest, mediaType: 'image/png', alt: 'A', width: 3, height: 2 }],
        }),
      ],
      [
        'object',
        note(did, 2, {
          inReplyTo: { id: noteId(mallory.did), author: mallory.did, authorName: '@m' },
          tags: [{ type: 'Hashtag', name: '#x' }],
        }),
      ],
      ['object', buildTombstone({ did, id: noteId(did), formerType: 'Note', published, deleted: published })],
      ['activity', activities.buildDelete(base(did), noteId(did))],
      ['activity', activities.buildAnnounce(base(did), { object: noteId(mallory.did), author: mallory.did })],
      ['activity', activities.buildLike(base(did), { object: noteId(mallory.did), author: mallory.did })],
      ['activity', activities.buildEmojiReact(base(did), { object: noteId(mallory.did) }, '🐝')],
      ['activity', activities.buildFollow(base(did), mallory.did)],
      ['activity', activities.buildUndo(base(did), activities.activityId(did, rkeyFor(startMs, 1)))],
      ['activity', activities.buildMove(base(did), mallory.did)],
    ];
    for (const [kind, document] of documents) {
      const signed = await sign(document);
      const result = await checkDocument(serialize(signed), did, verifier);
      expect(result).toMatchObject({ ok: true, value: { kind, document: signed } });
    }
  });

  it('keeps a post small', async () => {
    const text = 'word '.repeat(44);
    const signed = await sign(note(alice.did, 0, { html: `<p>${text}</p>` }));
    expect(serialize(await sign(activities.buildCreate(base(alice.did), signed))).length).toBeLessThanOrEqual(2240);
  });

  it('addresses replies and mentions', () => {
    const reply = note(alice.did, 0, { audience: 'unlisted', inReplyTo: { id: noteId(mallory.did), author: mallory.did } });
    expect(reply).toMatchObject({
      to: [],
      cc: ['https://www.w3.org/ns/activitystreams#Public', accountId(mallory.did, 'actor')],
      tag: [{ type: 'Mention', href: accountId(mallory.did, 'actor') }],
    });
  });

  it('refuses bytes that are not exactly canonical', async () => {
    const signed = await sign(actor(alice.did));
    const text = new TextDecoder().decode(serialize(signed));
    const bytes = (changed: string): Uint8Array => new TextEncoder().encode(changed);
    expect(await problem(bytes(text))).toBe('none');
    expect(await problem(bytes(`${text}\n`))).toBe('not-canonical');
    expect(await problem(bytes(JSON.stringify(Object.fromEntries(Object.entries(signed).toReversed()))))).toBe('not-canonical');
    expect(await problem(bytes(text.replace('"id"', '"id":"x","id"')))).toBe('not-canonical');
    const actorBytes = serialize(await sign({ ...actor(alice.did), summary: 'x'.repeat(70_000) }));
    const large = await checkDocument(actorBytes, alice.did, verifier, 'actor');
    expect(!large.ok && large.error.type).toBe('too-large');
  });

  it("refuses other people's documents, whoever signed them", async () => {
    expect(await problem(await sign(actor(mallory.did), mallory))).toBe('wrong-owner');
    expect(await problem(await sign(actor(mallory.did)))).toBe('wrong-owner');
    expect(await problem(await sign(actor(alice.did), mallory))).toBe('bad-proof');
    expect(await problem(await sign({ ...note(alice.did), attributedTo: accountId(mallory.did, 'actor') }))).toBe('wrong-owner');
    expect(await problem(await sign({ ...note(alice.did), id: noteId(mallory.did) }))).toBe('wrong-owner');
    expect(await problem(await sign(activities.buildDelete(base(alice.did), noteId(mallory.did))))).toBe('wrong-owner');
    expect(
      await problem(await sign(activities.buildUndo(base(alice.did), activities.activityId(mallory.did, base(alice.did).rkey)))),
    ).toBe('wrong-owner');
  });

  it('takes no other document of the account for its owner', async () => {
    const { did } = alice;
    for (const attributedTo of [accountId(did, 'featured'), noteId(did), `${accountId(did, 'actor')}#main-key`]) {
      for (const document of [note(did), buildOutbox({ did, totalItems: 0, newestPage: 0, updated: published }), buildInbox(did)])
        expect(await problem(await sign({ ...document, attributedTo }))).toBe('wrong-owner');
      expect(await problem(await sign({ ...activities.buildDelete(base(did), noteId(did)), actor: attributedTo }))).toBe(
        'wrong-owner',
      );
    }
  });

  it('refuses documents in the wrong place', async () => {
    const did = alice.did;
    const page = buildPage({ did, page: 3, below: 60, activities: [] });
    const pageZero = buildPage({ did, page: 0, below: 0, activities: [] });
    const outbox = buildOutbox({ did, totalItems: 1, newestPage: 0, updated: published });
    const misplaced: JsonObject[] = [
      { ...page, partOf: accountId(did, 'featured') },
      { ...page, next: page['id'] ?? '' },
      { ...page, next: pageZero['id'] ?? '' },
      { ...pageZero, next: pageZero['id'] ?? '' },
      { ...page, id: `ap://${did}/outbox/0001/000003.jsonld` },
      { ...outbox, first: outbox['id'] ?? '' },
      { ...outbox, last: page['id'] ?? '' },
      { ...actor(did), outbox: accountId(did, 'inbox') },
      { ...note(did), id: `ap://${did}/o/22/2/3/${rkeyFor(startMs, 1)}.jsonld` },
      { ...note(did), id: `${noteId(did)}#x` },
      { ...activities.buildDelete(base(did), noteId(did)), id: `${accountId(did, 'outbox')}#short` },
      { ...activities.buildDelete(base(did), noteId(did)), id: `${String(page['id'])}#${base(did).rkey}` },
    ];
    for (const document of misplaced) expect(await problem(await sign(document))).toBe('wrong-place');
  });

  it('refuses what is not for everybody, and shapes that the format does not know', async () => {
    const did = alice.did;
    const shapes: JsonObject[] = [
      { ...note(did), to: [accountId(mallory.did, 'actor')] },
      { ...note(did), type: ['Note'] },
      { ...note(did), type: 'Story' },
      { ...note(did), published: '2026-02-30T00:00:00Z' },
      { ...note(did), published: '2026-11-22T08:00:00.5Z' },
      { ...note(did), content: 'x'.repeat(2 ** 18 + 1) },
      { ...note(did), tag: Array.from({ length: 129 }, () => ({ type: 'Hashtag', name: '#x' })) },
      { ...note(did), attachment: [{ type: 'Image', url: 'javascript:alert(1)' }] },
      { ...note(did), '@context': ['https://w3id.org/security/data-integrity/v1', 'https://www.w3.org/ns/activitystreams'] },
      { ...actor(did), preferredUsername: 'a b' },
      { ...actor(did), pollOnly: false },
      { ...activities.buildDelete(base(did), noteId(did)), type: 'Flag' },
      { ...activities.buildLike(base(did), { object: noteId(did) }), object: { id: noteId(did), type: 'Note' } },
    ];
    for (const document of shapes) expect(await problem(await sign(document))).toBe('bad-schema');
  });
});

describe('checkActivity and checkPage', () => {
  it('hands out the embedded object', async () => {
    const result = await checkActivity(serialize(await create()), alice.did, verifier);
    expect(result).toMatchObject({ ok: true, value: { object: { kind: 'object', value: { type: 'Note' } } } });
    const update = await sign(activities.buildUpdate(base(alice.did), await sign(actor(alice.did))));
    expect(await checkActivity(serialize(update), alice.did, verifier)).toMatchObject({
      ok: true,
      value: { object: { kind: 'actor' } },
    });
  });

  it('refuses a good activity around a bad object', async () => {
    const forged = { ...(await sign(note(alice.did))), content: 'changed' };
    const foreign = await sign(note(mallory.did), mallory);
    const around = async (object: JsonObject): Promise<unknown> =>
      checkActivity(serialize(await sign(activities.buildCreate(base(alice.did), object))), alice.did, verifier);
    expect(await around(forged)).toMatchObject({ ok: false, error: { type: 'bad-proof' } });
    expect(await around(foreign)).toMatchObject({ ok: false, error: { type: 'wrong-owner' } });
    expect(await around(await sign(buildInbox(alice.did)))).toMatchObject({ ok: false, error: { type: 'bad-schema' } });
  });

  it('treats an object without own proof as a reference', async () => {
    const bare = await sign(activities.buildCreate(base(alice.did), note(alice.did)));
    const result = await checkActivity(serialize(bare), alice.did, verifier);
    expect(result.ok && result.value.object).toBe(undefined);
    expect(result.ok).toBe(true);
  });

  it('refuses the bad activity of a page and keeps the others', async () => {
    const good = await Promise.all([0, 1, 2].map((index) => create(index)));
    const forged = { ...(await create(3)), published: '2026-11-22T09:00:00Z' };
    const foreign = await sign(activities.buildDelete(base(mallory.did), noteId(mallory.did)), mallory);
    const page = await sign(buildPage({ did: alice.did, page: 0, below: 0, activities: [...good, forged, foreign] }));
    const result = await checkPage(serialize(page), alice.did, verifier);
    expect(result.ok && result.value.activities.map((entry) => (entry.ok ? 'ok' : entry.error.type))).toEqual([
      'ok',
      'ok',
      'ok',
      'bad-proof',
      'wrong-owner',
    ]);
  });

  it('refuses a page whose own proof is bad, or with too many activities', async () => {
    const page = await sign(buildPage({ did: alice.did, page: 0, below: 0, activities: [await create()] }));
    expect(await checkPage(serialize({ ...page, orderedItems: [], totalItems: 0 }), alice.did, verifier)).toMatchObject({
      ok: false,
      error: { type: 'bad-proof' },
    });
    const like = await sign(activities.buildLike(base(alice.did), { object: noteId(mallory.did) }));
    const full = await sign(buildPage({ did: alice.did, page: 0, below: 0, activities: Array.from({ length: 21 }, () => like) }));
    expect(await checkPage(serialize(full), alice.did, verifier)).toMatchObject({ ok: false, error: { type: 'bad-schema' } });
  });
});
