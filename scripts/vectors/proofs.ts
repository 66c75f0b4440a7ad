import { actorContextFor, contextFor } from '../../src/protocol/activity-streams/contexts.ts';
import { buildActor } from '../../src/protocol/activity-streams/build-actor.ts';
import { buildInbox, buildOutbox } from '../../src/protocol/activity-streams/build-collection.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { signDocument } from '../../src/protocol/proof/proof.ts';
import type { Timestamp } from '../../src/protocol/brand.ts';
import { bad, good } from './document-case.ts';
import { alice, at, mallory, note, sign, withProof, without } from './sample.ts';
import { source } from './vector-file.ts';
import type { VectorFile } from './vector-file.ts';

/** Proofs and the shape of single documents (sections 3.2 to 3.4, 4 and 6). */
export async function proofsVectors(): Promise<VectorFile> {
  const signed = await sign(note(1));
  const proof = signed['proof'] as JsonObject;
  const value = String(proof['proofValue']);
  const method = String(proof['verificationMethod']);
  const other = await sign(note(2));
  const theirs = await sign(note(1), mallory);
  const actor = buildActor({ did: alice.did, preferredUsername: 'alice', published: at(0), updated: at(0) });
  const outbox = buildOutbox({ did: alice.did, totalItems: 21, newestPage: 1, updated: at(9) });
  const refused = (name: string, changes: JsonObject): ReturnType<typeof bad> =>
    bad('3.4', 'object', name, 'bad-proof', withProof(signed, changes));
  return {
    description:
      'Proofs, contexts and shapes of single documents. text: the exact bytes of the file; kind: what it was asked for as.',
    source,
    cases: [
      good('3.4', 'object', 'a note', signed),
      good(
        '3.4',
        'object',
        'unknown members are signed like others',
        await sign(note(1, { 'x:colour': ['red', 1, true, { deep: 'er' }] })),
      ),
      good(
        '3.4',
        'object',
        'proof made long before the document says',
        await signDocument(note(1), alice, '1970-01-01T00:00:00Z' as Timestamp),
      ),
      good(
        '3.4',
        'object',
        'proof made in a far future',
        await signDocument(note(1), alice, '9999-12-31T23:59:59Z' as Timestamp),
      ),
      good(
        '3.4',
        'object',
        'text outside the basic plane, escapes, separators',
        await sign(note(1, { content: '<p>🐝 \\ " \u0000 \u2028 é ﬀ</p>' })),
      ),
      good('3.2', 'object', 'a definition more than is used', await sign(note(1, { '@context': contextFor(['blurhash']) }))),
      refused('verification method without fragment', { verificationMethod: alice.did }),
      refused('verification method under the actor id', { verificationMethod: `ap://${alice.did}/actor.jsonld#ed25519-key` }),
      refused('verification method with encoded colons', { verificationMethod: method.replaceAll(':', '%3A') }),
      refused('proof of another document of the same account', {
        proofValue: String((other['proof'] as JsonObject)['proofValue']),
      }),
      refused('proof value in base64', { proofValue: `u${'A'.repeat(86)}` }),
      refused('proof value with a leading 1 too many', { proofValue: `z1${value.slice(1)}` }),
      refused('proof value with a character outside base58', { proofValue: `${value.slice(0, -1)}0` }),
      refused('proof value of nothing', { proofValue: '' }),
      refused('proof value all zero', { proofValue: `z${'1'.repeat(64)}` }),
      refused('created changed', { created: at(1) }),
      refused('domain added', { domain: 'example.com' }),
      refused('expires added', { expires: '9999-12-31T23:59:59Z' }),
      refused('id added', { id: 'urn:x' }),
      refused('previousProof added', { previousProof: 'urn:x' }),
      refused('context of the proof shorter', { '@context': ['https://www.w3.org/ns/activitystreams'] }),
      refused('context of the proof longer', {
        '@context': [...(proof['@context'] as readonly string[]), 'https://example.com/'],
      }),
      refused('type is a list', { type: ['DataIntegrityProof'] }),
      refused('legacy suite', { type: 'Ed25519Signature2020' }),
      bad('3.4', 'object', 'without context in the proof', 'bad-proof', { ...signed, proof: without(proof, '@context') }),
      bad('3.4', 'object', 'without type in the proof', 'bad-proof', { ...signed, proof: without(proof, 'type') }),
      bad('3.4', 'object', 'proof is a list of one', 'bad-schema', { ...signed, proof: [proof] }),
      bad('3.4', 'object', 'proof is a text', 'bad-schema', { ...signed, proof: value }),
      bad('3.4', 'object', 'member removed after signing', 'bad-proof', without(signed, 'contentMap')),
      bad('8.1', 'object', 'everything says the account, the key is another', 'bad-proof', theirs),
      bad('8.1', 'object', "somebody else's note, validly signed", 'wrong-owner', await sign(note(1, {}, mallory.did), mallory)),
      bad('8.1', 'object', "somebody else's note, signed by the account", 'wrong-owner', await sign(note(1, {}, mallory.did))),
      good('5.1', 'outbox', 'an outbox', await sign(outbox)),
      good('5.1', 'outbox', 'an outbox with items, which nobody needs', await sign({ ...outbox, orderedItems: [] })),
      bad('5.1', 'outbox', 'an outbox without updated', 'bad-schema', await sign(without(outbox, 'updated'))),
      bad('5.1', 'outbox', 'totalItems below zero', 'bad-schema', await sign({ ...outbox, totalItems: -1 })),
      bad('5.1', 'outbox', 'last is not page 0', 'wrong-place', await sign({ ...outbox, last: String(outbox['first']) })),
      bad('5.1', 'collection', 'a collection without to', 'bad-schema', await sign(without(buildInbox(alice.did), 'to'))),
      bad(
        '8.1',
        'outbox',
        'an outbox that another document of the account owns',
        'wrong-owner',
        await sign({ ...outbox, attributedTo: String(outbox['id']) }),
      ),
      bad(
        '8.1',
        'object',
        'a note that the key of the account owns',
        'wrong-owner',
        await sign(note(1, { attributedTo: `ap://${alice.did}/actor.jsonld#ed25519-key` })),
      ),
      good(
        '8.1',
        'object',
        'the owner in another form',
        await sign(note(1, { attributedTo: `https://gateway.example/.well-known/apgateway/${alice.did}/actor.jsonld` })),
      ),
      bad('8.1', 'outbox', 'a note in place of the outbox', 'bad-schema', signed),
      bad('3.2', 'object', 'context is a text', 'bad-schema', { ...signed, '@context': 'https://www.w3.org/ns/activitystreams' }),
      bad(
        '3.2',
        'object',
        'context without data integrity',
        'bad-schema',
        await sign(note(1, { '@context': ['https://www.w3.org/ns/activitystreams'] })),
      ),
      bad(
        '3.2',
        'object',
        'nine contexts',
        'bad-schema',
        await sign(
          note(1, { '@context': [...contextFor(), ...Array.from({ length: 7 }, (_, index) => `https://c${index}.example/`)] }),
        ),
      ),
      bad('6.1', 'object', 'type that is no object', 'bad-schema', await sign(note(1, { type: 'Page' }))),
      bad(
        '6.1',
        'object',
        'to is a text',
        'bad-schema',
        await sign(note(1, { to: 'https://www.w3.org/ns/activitystreams#Public' })),
      ),
      bad('6.1', 'object', 'everybody in another spelling', 'bad-schema', await sign(note(1, { to: ['as:Public'] }))),
      bad('6.1', 'object', 'without published', 'bad-schema', await sign(without(note(1), 'published'))),
      bad(
        '6.1',
        'object',
        'attributedTo is an object',
        'bad-schema',
        await sign(note(1, { attributedTo: { id: `ap://${alice.did}/actor.jsonld` } })),
      ),
      bad('6.1', 'object', 'url is a script', 'bad-schema', await sign(note(1, { url: 'javascript:alert(1)' }))),
      good('4', 'actor', 'an actor', await sign(actor)),
      good(
        '4',
        'actor',
        'an actor with a key for later',
        await sign({
          ...actor,
          '@context': actorContextFor(['nextKeyDigest']),
          nextKeyDigest: 'zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e',
        }),
      ),
      bad('4', 'actor', 'two keys', 'bad-schema', await sign({ ...actor, assertionMethod: [...list(actor), ...list(actor)] })),
      bad('4', 'actor', 'pollOnly false', 'bad-schema', await sign({ ...actor, pollOnly: false })),
      bad('4', 'actor', 'update interval in words', 'bad-schema', await sign({ ...actor, updateInterval: 'daily' })),
      bad('4', 'actor', 'gateway that is no web address', 'bad-schema', await sign({ ...actor, gateways: ['ipfs://x'] })),
      bad(
        '4',
        'actor',
        'controller is somebody else',
        'wrong-owner',
        await sign({
          ...actor,
          assertionMethod: list(actor).map((key) => ({ ...key, controller: `ap://${mallory.did}/actor.jsonld` })),
        }),
      ),
      bad(
        '4',
        'actor',
        "somebody else's actor in its place",
        'wrong-owner',
        await sign(buildActor({ did: mallory.did, preferredUsername: 'alice', published: at(0), updated: at(0) }), mallory),
      ),
      bad('8.1', 'object', 'an actor in place of an object', 'bad-schema', await sign(actor)),
    ],
  };
}

const list = (actor: JsonObject): JsonObject[] => actor['assertionMethod'] as unknown as JsonObject[];
