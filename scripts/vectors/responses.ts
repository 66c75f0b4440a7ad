import { buildFollow, buildLike } from '../../src/protocol/activity-streams/build-activity.ts';
import type { CanonicalId } from '../../src/protocol/brand.ts';
import type { JsonObject, JsonValue } from '../../src/protocol/json.ts';
import { alice, at, createOf, mallory, note, noteId, rkeyAt, sign } from './sample.ts';
import { source } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

const host = 'https://social.example';
const address = `${host}/pollen/responses?actor=${encodeURIComponent(`ap://${alice.did}/actor.jsonld`)}`;
const post = noteId(alice.did, 1) as CanonicalId;
const me = `ap://${alice.did}/actor.jsonld`;
const bob = `${host}/users/bob`;
const everybody = 'https://www.w3.org/ns/activitystreams#Public';

const like = (number: number, more: JsonObject = {}): JsonObject => ({
  '@context': 'https://www.w3.org/ns/activitystreams',
  id: `${bob}/likes/${number}`,
  type: 'Like',
  actor: bob,
  object: post,
  ...more,
});

const reply = (more: JsonObject = {}, object: JsonObject = {}): JsonObject => ({
  '@context': 'https://www.w3.org/ns/activitystreams',
  id: `${bob}/notes/1/activity`,
  type: 'Create',
  actor: bob,
  published: at(5),
  to: [everybody],
  cc: [me],
  object: {
    id: `${bob}/notes/1`,
    type: 'Note',
    attributedTo: bob,
    inReplyTo: post,
    content: '<p>I agree</p>',
    published: at(5),
    to: [everybody],
    cc: [me],
    ...object,
  },
  ...more,
});

/** What a reader believes of an answer (section 12). */
export async function responsesVectors(): Promise<VectorFile> {
  const base = { did: mallory.did, rkey: rkeyAt(5), published: at(5) };
  const signedLike = await sign(buildLike(base, { object: post, author: alice.did }), mallory);
  const signedFollow = await sign(buildFollow(base, alice.did), mallory);
  const signedReply = await createOf(5, await sign(note(5, { inReplyTo: post }, mallory.did), mallory), mallory);
  const ownLike = await sign(buildLike({ ...base, did: alice.did }, { object: post }));
  const mention = { type: 'Mention', href: me, name: '@alice' };
  const one = (name: string, entry: JsonValue, isAccepted: boolean): VectorCase =>
    answer(name, collection([entry]), isAccepted ? [String((entry as JsonObject)['id'])] : []);
  return {
    description:
      'Answers of a host to a reader of the account: text is the body, host the origin that was asked. valid: it is a collection; accepted: ids of the entries that are believed and concern the account, in the order sent; next: where older ones are asked for, or null.',
    source,
    cases: [
      answer('nothing yet', collection([]), []),
      one('a like by its host', like(1), true),
      one('a reply by its host', reply(), true),
      one('a mention by its host', reply({}, { inReplyTo: `${host}/notes/9`, tag: [mention] }), true),
      one('an emoji by its host', like(1, { type: 'EmojiReact', content: '🐝' }), true),
      one('a boost by its host', like(1, { type: 'Announce' }), true),
      one('a follow by its host', like(1, { type: 'Follow', object: me }), true),
      one('an undo by its host', like(1, { type: 'Undo', object: `${bob}/likes/0` }), true),
      one('an undo with what is undone', like(1, { type: 'Undo', object: like(0) }), true),
      one('a delete by its host', like(1, { type: 'Delete', object: `${bob}/notes/1` }), true),
      one('an edit by its host', reply({ type: 'Update' }), true),
      one(
        'the account named in another form',
        like(1, { object: post.replace('ap://', 'https://gateway.example/.well-known/apgateway/') }),
        true,
      ),
      one('members that signed JSON does not allow', like(1, { rating: 0.5, empty: {} }), true),
      one('a signed like', signedLike, true),
      one('a signed follow', signedFollow, true),
      one('a signed reply', signedReply, true),
      one('a signed like, changed', { ...signedLike, object: noteId(alice.did, 2) }, false),
      one(
        'a portable like without proof',
        Object.fromEntries(Object.entries(signedLike).filter(([member]) => member !== 'proof')),
        false,
      ),
      one(
        'a signed reply, embedded note changed',
        { ...signedReply, object: { ...(signedReply['object'] as JsonObject), content: '<p>Buy!</p>' } },
        false,
      ),
      one("the account's own like", ownLike, false),
      one('an activity of another host', like(1, { id: 'https://other.example/likes/1' }), false),
      one('an actor of another host', like(1, { actor: 'https://other.example/users/bob' }), false),
      one(
        'a subdomain of the host',
        like(1, { id: 'https://users.social.example/likes/1', actor: 'https://users.social.example/bob' }),
        false,
      ),
      one('another port of the host', like(1, { id: `${host}:8443/likes/1`, actor: `${host}:8443/bob` }), false),
      one('the host without TLS', like(1, { id: 'http://social.example/likes/1', actor: 'http://social.example/bob' }), false),
      one('a user name in the id', like(1, { id: 'https://social.example@other.example/likes/1' }), false),
      one(
        'a gateway form of a portable id at the host',
        like(1, { actor: `${host}/.well-known/apgateway/${mallory.did}/actor.jsonld` }),
        false,
      ),
      one('a note of another host', reply({}, { id: 'https://other.example/notes/1' }), false),
      one('a note by another author', reply({}, { attributedTo: `${host}/users/carl` }), false),
      one('a reply that is only named', reply({ object: `${bob}/notes/1` }), false),
      one('a delete of something elsewhere', like(1, { type: 'Delete', object: 'https://other.example/notes/1' }), false),
      one('a like of something else', like(1, { object: `${host}/notes/9` }), false),
      one("a like of somebody else's post", like(1, { object: noteId(mallory.did, 1) }), false),
      one('a follow of a post', like(1, { type: 'Follow' }), false),
      one('a note that speaks to nobody here', reply({}, { inReplyTo: `${host}/notes/9` }), false),
      one('a type that nobody knows', like(1, { type: 'Flag' }), false),
      one('without id', Object.fromEntries(Object.entries(like(1)).filter(([member]) => member !== 'id')), false),
      one('an actor that is an object', like(1, { actor: { id: bob } }), false),
      one('more than 64 KiB', reply({}, { content: 'x'.repeat(65_536) }), false),
      one('an entry that is a text', `${bob}/likes/1`, false),
      answer('good and bad ones', collection([like(3), like(2, { actor: 'https://other.example/bob' }), like(1)]), [
        `${bob}/likes/3`,
        `${bob}/likes/1`,
      ]),
      answer(
        'more than 100',
        collection(
          Array.from({ length: 101 }, (_, index) => ({ id: `${bob}/l/${index}`, type: 'Like', actor: bob, object: post })),
        ),
        Array.from({ length: 100 }, (_, index) => `${bob}/l/${index}`),
      ),
      answer('older ones at the host', collection([], { next: `${address}&before=9` }), [], `${address}&before=9`),
      answer(
        'older ones, relative',
        collection([], { next: '/pollen/responses?before=9' }),
        [],
        `${host}/pollen/responses?before=9`,
      ),
      answer('older ones elsewhere', collection([], { next: 'https://other.example/pollen/responses' }), []),
      answer('a further page', collection([like(1)], { type: 'OrderedCollectionPage', partOf: address }), [`${bob}/likes/1`]),
      refused('a collection of another kind', JSON.stringify({ type: 'Collection', items: [like(1)] })),
      refused('a list', JSON.stringify([like(1)])),
      refused('no JSON', '<html></html>'),
      refused('nothing', ''),
    ],
  };
}

const collection = (items: readonly JsonValue[], more: JsonObject = {}): string =>
  JSON.stringify({
    '@context': 'https://www.w3.org/ns/activitystreams',
    id: address,
    type: 'OrderedCollection',
    totalItems: items.length,
    orderedItems: items,
    ...more,
  });

const answer = (name: string, text: string, accepted: readonly string[], next: string | null = null): VectorCase => ({
  name,
  clause: '12',
  account: alice.did,
  host,
  valid: true,
  accepted,
  next,
  text,
});

const refused = (name: string, text: string): VectorCase => ({
  name,
  clause: '12',
  account: alice.did,
  host,
  valid: false,
  text,
});
