// Fedify, a server toolkit of the fediverse, and ours: each verifies what the other signed.
import { importMultibaseKey, preloadedContexts } from '@fedify/fedify/runtime';
import { createProof, verifyObject, verifyProof } from '@fedify/fedify/sig';
import type { KeyCache } from '@fedify/fedify/sig';
import { Create, DataIntegrityProof, Multikey, Note, Person, PUBLIC_COLLECTION, Update } from '@fedify/fedify/vocab';
import { base58btc } from 'multiformats/bases/base58';
import { describe, expect, it } from 'vitest';
import { buildCreate, buildUpdate } from '../../src/protocol/activity-streams/build-activity.ts';
import { buildNote } from '../../src/protocol/activity-streams/build-note.ts';
import type { Did } from '../../src/protocol/brand.ts';
import { keyFragment } from '../../src/protocol/identity/did.ts';
import { objectPath, treePathToId } from '../../src/protocol/identity/paths.ts';
import { rkeyFor } from '../../src/protocol/identity/rkey.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { verifyDocument } from '../../src/protocol/proof/proof.ts';
import { createNobleVerifier, createVerifier } from '../../src/protocol/proof/verifier.ts';
import { loadContext } from '../fixtures/json-ld-contexts.ts';
import { sampleDate, sampleDocuments, sampleSigner, signedSamples, signSample } from '../fixtures/sample-documents.ts';
import { loadVectors, proofOf, tampered } from './support.ts';
import type { FepVectors } from './support.ts';

const key = sampleSigner.did.slice('did:key:'.length);

/** The contexts that documents of ours may name, and for vectors of others those that Fedify brings along; nothing from outside. */
async function load(url: string): Promise<{ contextUrl: null; documentUrl: string; document: unknown }> {
  const document: unknown = preloadedContexts[url];
  return document === undefined ? loadContext(url) : { contextUrl: null, documentUrl: url, document };
}

const options = { contextLoader: load, documentLoader: load };

/** Keys as a server would know them from the actor document; nothing is ever fetched. */
async function keyring(publicKeyMultibase: string, controller: string): Promise<KeyCache> {
  const publicKey = await importMultibaseKey(publicKeyMultibase);
  return {
    get: async (id) => new Multikey({ id, controller: new URL(controller), publicKey }),
    set: async () => undefined,
  };
}

async function theyVerify(document: JsonObject, publicKeyMultibase = key): Promise<boolean> {
  const keyCache = await keyring(publicKeyMultibase, 'https://ada.example/');
  try {
    const proof = await DataIntegrityProof.fromJsonLd({ '@context': document['@context'], ...proofOf(document) }, options);
    return (await verifyProof(document, proof, { ...options, keyCache })) !== null;
  } catch {
    return false;
  }
}

const samples = await signedSamples();

/** A post of an account with its own origin that mentions only what has an https address. */
const ofOwnOrigin = (() => {
  const { did } = sampleSigner;
  const origin = 'https://ada.example';
  const rkey = rkeyFor(Date.parse(sampleDate), 1);
  const note = buildNote({
    did,
    id: treePathToId(did, objectPath(did, rkey)),
    origin,
    html: '<p>Hello #bees</p>',
    published: sampleDate,
    audience: 'unlisted',
    warning: 'Insects',
    language: 'en',
    inReplyTo: { id: 'https://b.example/notes/1' },
    tags: [{ type: 'Hashtag', name: '#bees', href: 'https://ada.example/tags/bees' }],
  });
  return { origin, note, id: String(note['attributedTo']), base: { did, rkey, published: sampleDate, origin } };
})();

describe('Fedify', () => {
  it.each(samples)('verifies our $name, and no changed one', async ({ document }) => {
    expect(await theyVerify(document)).toBe(true);
    for (const changed of tampered(document)) expect(await theyVerify(changed)).toBe(false);
  });

  it('understands what an account with its own origin publishes, proofs, people and all', async () => {
    const { origin, base, note: plain, id } = ofOwnOrigin;
    const { alsoKnownAs: _, ...actor } = sampleDocuments(origin).actor;
    const verify = { ...options, keyCache: await keyring(key, id) };

    const note = await verifyObject(Note, await signSample(plain), verify);
    expect(note?.attributionId?.href).toBe(id);
    expect(note?.content?.toString()).toBe(plain['content']);
    expect(note?.ccIds.map(({ href }) => href)).toContain(PUBLIC_COLLECTION.href);
    const create = await verifyObject(Create, await signSample(buildCreate(base, await signSample(plain))), verify);
    expect(create?.actorId?.href).toBe(id);
    expect(create?.objectId?.href).toBe(plain['id']);
    const update = await verifyObject(Update, await signSample(buildUpdate(base, await signSample(actor))), verify);
    const person = await update?.getObject(options);
    expect(person).toBeInstanceOf(Person);
    expect((person as Person).preferredUsername).toBe('ada');
    expect((person as Person).inboxId?.href).toBe(actor['inbox']);

    const elsewhere = { ...options, keyCache: await keyring(key, 'https://mallory.example/') };
    expect(await verifyObject(Note, await signSample(plain), elsewhere)).toBeNull();
  });

  // A fact about 2.3.6 that docs/FEDERATION.md tells: once this fails, tell there that it is over.
  it('throws at documents that so much as mention a portable id', async () => {
    const mentioning = { ...ofOwnOrigin.note, inReplyTo: sampleDocuments().plainNote['id'] ?? '' };
    await expect(Note.fromJsonLd(mentioning, options)).rejects.toThrow('Invalid URL');
  });

  it('signs what we verify', async () => {
    const secret = await crypto.subtle.importKey(
      'pkcs8',
      Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), new Uint8Array(32).fill(1)]),
      'Ed25519',
      true,
      ['sign'],
    );
    const note = await Note.fromJsonLd(ofOwnOrigin.note, options);
    const proof = await createProof(note, secret, new URL(keyFragment(sampleSigner.did)), {
      contextLoader: load,
      ...(note.published !== null && { created: note.published }),
    });
    // A clone, because an object that was read remembers what it was read from; and on the wire Fedify spells "everybody" out.
    const compact = await note.clone({ proofs: [] }).toJsonLd({ format: 'compact', contextLoader: load });
    const document = JSON.parse(JSON.stringify(compact).replaceAll('"as:Public"', `"${PUBLIC_COLLECTION.href}"`)) as JsonObject;
    const signed: JsonObject = {
      ...document,
      proof: {
        '@context': document['@context'] ?? '',
        type: 'DataIntegrityProof',
        cryptosuite: 'eddsa-jcs-2022',
        proofPurpose: 'assertionMethod',
        verificationMethod: keyFragment(sampleSigner.did),
        created: sampleDate,
        proofValue: base58btc.encode(proof.proofValue ?? new Uint8Array()),
      },
    };
    for (const verifier of [createVerifier(), createNobleVerifier()]) {
      expect(await verifyDocument(signed, sampleSigner.did, verifier)).toBe(true);
      for (const changed of tampered(signed)) expect(await verifyDocument(changed, sampleSigner.did, verifier)).toBe(false);
    }
  });

  it('and we agree on the vectors of FEP-8b32', async () => {
    const { vectors } = loadVectors<FepVectors>('fep-8b32-c390-ef61.json');
    const ofServers = vectors.filter(
      ({ publicKeyMultibase, signed }) => publicKeyMultibase !== undefined && signed['@context'] !== undefined,
    );
    expect(ofServers.length).toBe(2);
    for (const { signed, publicKeyMultibase = '' } of ofServers) {
      expect(await theyVerify(signed, publicKeyMultibase)).toBe(true);
      // Ours takes only proofs that name the account's own key, so the name is all that keeps this one out.
      expect(await verifyDocument(signed, `did:key:${publicKeyMultibase}` as Did, createVerifier())).toBe(false);
    }
  });
});
