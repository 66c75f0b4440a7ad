// Digital Bazaar's eddsa-jcs-2022 and ours: each verifies what the other signed.
import { isDeepStrictEqual } from 'node:util';
import { createSignCryptosuite, createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { generate } from '@digitalbazaar/ed25519-multikey';
import { base58btc } from 'multiformats/bases/base58';
import { describe, expect, it } from 'vitest';
import type { Did, Timestamp } from '../../src/protocol/brand.ts';
import { keyFragment } from '../../src/protocol/identity/did.ts';
import type { JsonObject } from '../../src/protocol/json.ts';
import { signDocument, verifyDocument } from '../../src/protocol/proof/proof.ts';
import { createSeedSigner } from '../../src/protocol/proof/signer.ts';
import { createNobleVerifier, createVerifier } from '../../src/protocol/proof/verifier.ts';
import { sampleDate, sampleDocuments, sampleSigner, signedSamples } from '../fixtures/sample-documents.ts';
import { fromHex, loadVectors, proofOf, tampered } from './support.ts';
import type { DidKeyVectors, FepVectors, W3cVector } from './support.ts';

/**
 * As jsonld-signatures does it: the suite makes the data, the key of the verification method verifies. Version 1.0.0 compares the
 * entries of the two contexts by identity, so that terms defined inline never pass; equal ones are made the same one here.
 */
async function theyVerify(document: JsonObject, publicKeyMultibase: string): Promise<boolean> {
  const cryptosuite = createVerifyCryptosuite();
  const { proof: _, ...unsigned } = structuredClone(document);
  const proof = { ...structuredClone(proofOf(document)) };
  if (isDeepStrictEqual(proof['@context'], unsigned['@context'])) Object.assign(proof, { '@context': unsigned['@context'] });
  const data = await cryptosuite.createVerifyData({ cryptosuite, document: unsigned, proof });
  const verificationMethod = { type: 'Multikey', id: proof['verificationMethod'], publicKeyMultibase };
  const verifier = await cryptosuite.createVerifier({ verificationMethod });
  try {
    return await verifier.verify({ data, signature: base58btc.decode(String(proof['proofValue'])) });
  } catch {
    return false;
  }
}

async function theySign(document: JsonObject, seed: Uint8Array, did: Did, created: string): Promise<JsonObject> {
  const cryptosuite = createSignCryptosuite();
  const proof: JsonObject = {
    type: 'DataIntegrityProof',
    cryptosuite: cryptosuite.name,
    proofPurpose: 'assertionMethod',
    verificationMethod: keyFragment(did),
    created,
  };
  const data = await cryptosuite.createVerifyData({ cryptosuite, document: structuredClone(document), proof });
  const signature = await (await generate({ seed })).signer().sign({ data });
  return { ...document, proof: { ...proof, proofValue: base58btc.encode(signature) } };
}

const samples = await signedSamples();
const key = sampleSigner.did.slice('did:key:'.length);

describe('Digital Bazaar’s eddsa-jcs-2022', () => {
  it.each(samples)('verifies our $name, and no changed one', async ({ document }) => {
    expect(await theyVerify(document, key)).toBe(true);
    for (const changed of tampered(document)) expect(await theyVerify(changed, key)).toBe(false);
  });

  it('signs what we verify, to the byte as we sign it', async () => {
    const seed = new Uint8Array(32).fill(1);
    for (const document of Object.values(sampleDocuments())) {
      const signed = await theySign(document, seed, sampleSigner.did, sampleDate);
      expect(await verifyDocument(signed, sampleSigner.did, createVerifier())).toBe(true);
      expect(await verifyDocument(signed, sampleSigner.did, createNobleVerifier())).toBe(true);
      expect(signed).toEqual(await signDocument(document, sampleSigner, sampleDate));
    }
  });

  it('makes the same keys out of seeds', async () => {
    for (const { seedHex, did, publicKeyMultibase } of loadVectors<DidKeyVectors>('did-key-ed25519.json').vectors) {
      expect((await generate({ seed: fromHex(seedHex) })).publicKeyMultibase).toBe(publicKeyMultibase);
      expect(createSeedSigner(fromHex(seedHex)).did).toBe(did);
    }
  });

  it('agrees on the vector of W3C vc-di-eddsa, both ways', async () => {
    const { unsigned, signed, secretKeyHex, keyPair } = loadVectors<W3cVector>('w3c-eddsa-jcs-2022.json');
    const did = `did:key:${keyPair.publicKeyMultibase}` as Did;
    const created = String(proofOf(signed)['created']) as Timestamp;
    expect(await theyVerify(signed, keyPair.publicKeyMultibase)).toBe(true);
    expect(await verifyDocument(signed, did, createVerifier())).toBe(true);
    expect(proofOf(await theySign(unsigned, fromHex(secretKeyHex), did, created))['proofValue']).toBe(
      proofOf(signed)['proofValue'],
    );
    expect(await signDocument(unsigned, createSeedSigner(fromHex(secretKeyHex)), created)).toEqual(signed);
  });

  it('finds the vectors of the FEPs valid, as they say', async () => {
    let verified = 0;
    for (const { signed, publicKeyMultibase, signatureVerifies, label } of loadVectors<FepVectors>('fep-8b32-c390-ef61.json')
      .vectors) {
      const method = String(proofOf(signed)['verificationMethod']);
      const multibase = publicKeyMultibase ?? method.slice(method.indexOf('z6Mk')).split('#')[0] ?? '';
      expect(await theyVerify(signed, multibase), label).toBe(signatureVerifies ?? true);
      verified++;
    }
    expect(verified).toBe(5);
  });
});
