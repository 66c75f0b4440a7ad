import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Did, Timestamp } from '../brand.ts';
import { keyFragment } from '../identity/did.ts';
import type { JsonObject } from '../json.ts';
import { canonicalize } from './canonical-json.ts';
import { serialize, signDocument, verifyDocument, verifyDocuments } from './proof.ts';
import { createSeedSigner, createWebCryptoSigner } from './signer.ts';
import { parseSigned } from './signed-json.ts';
import { createNobleVerifier, createVerifier, createWebCryptoVerifier } from './verifier.ts';

const signer = createSeedSigner(new Uint8Array(32).fill(7));
const created = '2026-11-22T08:00:00Z' as Timestamp;
const note: JsonObject = {
  type: 'Note',
  '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v1', { b: 'as:b', a: 'as:a' }],
  id: `ap://${signer.did}/o/3k/a/b/3kab222222222.jsonld`,
  content: '<p>Grüße 🐝</p>',
};
const verifiers = { webcrypto: createWebCryptoVerifier(crypto.subtle), noble: createNobleVerifier(), chosen: createVerifier() };

describe('document proofs', () => {
  it.each(Object.entries(verifiers))('verifies its own documents (%s)', async (_name, verifier) => {
    const signed = await signDocument(note, signer, created);
    expect(await verifyDocument(signed, signer.did, verifier)).toBe(true);
    expect(await verifyDocument({ ...signed, content: 'other' }, signer.did, verifier)).toBe(false);
    const back = parseSigned(serialize(signed));
    expect(back.ok && (await verifyDocument(back.value, signer.did, verifier))).toBe(true);
  });

  it('lets others have their turn between documents, and says the same', async () => {
    const signed = await signDocument(note, signer, created);
    const documents = [signed, { ...signed, content: 'other' }, signed];
    let turns = 0;
    const pause = async (): Promise<void> => {
      turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    };
    expect(await verifyDocuments(documents, signer.did, { ...verifiers.chosen, pause })).toEqual([true, false, true]);
    expect(turns).toBe(documents.length);
  });

  it('does not care about the order of members', async () => {
    const signed = await signDocument(note, signer, created);
    const { proof, ...rest } = signed;
    const shuffled = { proof: proof ?? '', ...Object.fromEntries(Object.entries(rest).toReversed()) };
    expect(await verifyDocument(shuffled, signer.did, verifiers.chosen)).toBe(true);
  });

  it('signs the same with WebCrypto and with the seed', async () => {
    const pkcs8 = Uint8Array.from([...Buffer.from('302e020100300506032b657004220420', 'hex'), ...new Uint8Array(32).fill(7)]);
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
    const other = createWebCryptoSigner(key, signer.did);
    expect(await signDocument(note, other, created)).toEqual(await signDocument(note, signer, created));
  });

  it('takes the key from the account, never from the document', async () => {
    const mallory = createSeedSigner(new Uint8Array(32).fill(8));
    const signed = await signDocument(note, mallory, created);
    expect(await verifyDocument(signed, signer.did, verifiers.chosen)).toBe(false);
    const claimed = { ...signed, proof: { ...(signed['proof'] as JsonObject), verificationMethod: keyFragment(signer.did) } };
    expect(await verifyDocument(claimed, signer.did, verifiers.chosen)).toBe(false);
  });

  it('refuses changed, foreign and repeated proofs without throwing', async () => {
    const signed = await signDocument(note, signer, created);
    const proof = signed['proof'] as JsonObject;
    const bad: JsonObject[] = [
      note,
      { ...signed, proof: [proof] },
      { ...signed, proof: 'proof' },
      { ...signed, proof: { ...proof, proofPurpose: 'authentication' } },
      { ...signed, proof: { ...proof, cryptosuite: 'eddsa-rdfc-2022' } },
      { ...signed, proof: { ...proof, type: 'Ed25519Signature2020' } },
      { ...signed, proof: { ...proof, created: '2026-11-22T08:00:00.000Z' } },
      { ...signed, proof: { ...proof, created: '2026-11-22T08:00:01Z' } },
      { ...signed, proof: { ...proof, expires: '2026-11-22T08:00:00Z' } },
      { ...signed, proof: { ...proof, verificationMethod: signer.did } },
      { ...signed, proof: { ...proof, '@context': ['https://www.w3.org/ns/activitystreams'] } },
      { ...signed, '@context': ['https://www.w3.org/ns/activitystreams'] },
      { ...signed, proof: { ...proof, proofValue: 'z1' } },
      { ...signed, proof: { ...proof, proofValue: `${String(proof['proofValue'])}1` } },
      { ...signed, proof: { ...proof, proofValue: String(proof['proofValue']).slice(1) } },
      { ...signed, content: '\ud800' },
      { ...signed, '@context': ['\ud800'], proof: { ...proof, '@context': ['\udfff'] } },
    ];
    for (const document of bad) expect(await verifyDocument(document, signer.did, verifiers.chosen)).toBe(false);
    expect(await verifyDocuments([signed, ...bad, signed], signer.did, verifiers.chosen)).toEqual([
      true,
      ...bad.map(() => false),
      true,
    ]);
  });

  it('refuses to sign what must not be in signed JSON', async () => {
    const forbidden: JsonObject[] = [
      { ...note, proof: {} },
      { ...note, '@context': 'https://www.w3.org/ns/activitystreams' },
      { ...note, latitude: 1.5 },
      { ...note, empty: {} },
      { ...note, content: '\ud800' },
    ];
    for (const document of forbidden) await expect(signDocument(document, signer, created)).rejects.toThrow(TypeError);
  });
});

interface W3cVector {
  readonly keyPair: { readonly publicKeyMultibase: string };
  readonly canonDoc: string;
  readonly canonProofConfig: string;
  readonly secretKeyHex: string;
  readonly unsigned: JsonObject;
  readonly proofConfig: JsonObject;
  readonly signed: JsonObject;
}

interface FepVector {
  readonly unsigned?: JsonObject;
  readonly signed: JsonObject;
  readonly canonDoc: string;
}

const load = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../bridge-spec/vectors/${name}`, import.meta.url), 'utf8')) as T;

describe('published vectors', () => {
  it('agrees with the W3C eddsa-jcs-2022 test vector, signing and verifying', async () => {
    const vector = load<W3cVector>('w3c-eddsa-jcs-2022.json');
    const did = `did:key:${vector.keyPair.publicKeyMultibase}` as Did;
    expect(canonicalize(vector.unsigned)).toBe(vector.canonDoc);
    expect(canonicalize(vector.proofConfig)).toBe(vector.canonProofConfig);
    const alice = createSeedSigner(Uint8Array.from(Buffer.from(vector.secretKeyHex, 'hex')));
    expect(alice.did).toBe(did);
    expect(await signDocument(vector.unsigned, alice, '2023-02-24T23:36:38Z' as Timestamp)).toEqual(vector.signed);
    for (const verifier of Object.values(verifiers)) expect(await verifyDocument(vector.signed, did, verifier)).toBe(true);
  });

  it('canonicalises the FEP-8b32 documents like everybody else', () => {
    const { vectors } = load<{ vectors: FepVector[] }>('fep-8b32-c390-ef61.json');
    expect(vectors.length).toBeGreaterThan(2);
    for (const vector of vectors) {
      const { proof, ...unsigned } = vector.signed;
      expect(proof).toBeDefined();
      expect(canonicalize(vector.unsigned ?? unsigned)).toBe(vector.canonDoc);
      expect(canonicalize(unsigned)).toBe(vector.canonDoc);
    }
  });
});
