import { sha256 } from '@noble/hashes/sha2.js';
import type { Did, Timestamp } from '../brand.ts';
import { decodeBase58, encodeBase58 } from '../identity/base58.ts';
import { didToPublicKey, keyFragment } from '../identity/did.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { Signer, Verifier } from '../ports/crypto.ts';
import { canonicalize } from './canonical-json.ts';
import { checkSignable, isJsonObject } from './signed-json.ts';
import { isTimestamp } from './timestamp.ts';

/** Documents under verification at once: enough to keep the platform's crypto threads busy. */
const batchSize = 200;

const encoder = new TextEncoder();
const proofMembers = new Set(['@context', 'created', 'cryptosuite', 'proofPurpose', 'proofValue', 'type', 'verificationMethod']);

/**
 * Adds the account's proof (eddsa-jcs-2022, bridge-spec section 3 and "Algorithms") to a document that has none.
 * Throws when the document holds what signed JSON must not hold: that is a bug of the builder.
 */
export async function signDocument(document: JsonObject, signer: Signer, createdAt: Timestamp): Promise<JsonObject> {
  if (Object.hasOwn(document, 'proof')) throw new TypeError('the document has a proof already');
  const context = document['@context'];
  if (!Array.isArray(context)) throw new TypeError('@context must be an array');
  const problem = checkSignable(document);
  if (problem !== undefined) throw new TypeError(`cannot be signed: ${problem.detail}`);
  const options: JsonObject = {
    '@context': context,
    created: createdAt,
    cryptosuite: 'eddsa-jcs-2022',
    proofPurpose: 'assertionMethod',
    type: 'DataIntegrityProof',
    verificationMethod: keyFragment(signer.did),
  };
  const signature = await signer.sign(proofMessage(options, document));
  // In canonical order, so that whoever hashes or stores it next has less to do.
  return JSON.parse(canonicalize({ ...document, proof: { ...options, proofValue: encodeBase58(signature) } })) as JsonObject;
}

/** The bytes that are stored and served: JCS, UTF-8. */
export const serialize = (document: JsonObject): Uint8Array => encoder.encode(canonicalize(document));

/**
 * Is the document's one proof a valid proof by `did`? The key comes from `did`, never from the document. Whether the document may
 * speak for `did` (ids, owner) is `checkDocument`'s business. False for every kind of defect; throws for none.
 */
export async function verifyDocument(document: JsonObject, did: Did, verifier: Verifier): Promise<boolean> {
  const prepared = prepare(document, did);
  return prepared === undefined ? false : verifier.verify(didToPublicKey(did), prepared.signature, prepared.message);
}

/** `verifyDocument` for many documents of one account, in batches of 200 side by side; verdicts in the order given. */
export async function verifyDocuments(documents: readonly JsonObject[], did: Did, verifier: Verifier): Promise<boolean[]> {
  const publicKey = didToPublicKey(did);
  const verdicts: boolean[] = [];
  for (let start = 0; start < documents.length; start += batchSize) {
    const batch = documents.slice(start, start + batchSize).map((document) => {
      const prepared = prepare(document, did);
      return prepared === undefined ? false : verifier.verify(publicKey, prepared.signature, prepared.message);
    });
    verdicts.push(...(await Promise.all(batch)));
  }
  return verdicts;
}

function prepare(document: JsonObject, did: Did): { readonly signature: Uint8Array; readonly message: Uint8Array } | undefined {
  const { proof, ...unsigned } = document;
  if (!isJsonObject(proof) || !isProofBy(proof, did)) return undefined;
  const { proofValue, ...options } = proof;
  const signature = typeof proofValue === 'string' ? decodeBase58(proofValue, 64) : undefined;
  if (signature === undefined) return undefined;
  try {
    if (!sameArray(options['@context'], unsigned['@context'])) return undefined;
    return { signature, message: proofMessage(options, unsigned) };
  } catch {
    // Lone surrogates and other values that have no canonical form.
    return undefined;
  }
}

/** Members beyond the seven known ones (`expires`, `previousProof`, …) would change what a proof means: refused. */
function isProofBy(proof: JsonObject, did: Did): boolean {
  const { created } = proof;
  return (
    proof['type'] === 'DataIntegrityProof' &&
    proof['cryptosuite'] === 'eddsa-jcs-2022' &&
    proof['proofPurpose'] === 'assertionMethod' &&
    proof['verificationMethod'] === keyFragment(did) &&
    typeof created === 'string' &&
    isTimestamp(created) &&
    Object.keys(proof).every((name) => proofMembers.has(name))
  );
}

function sameArray(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return false;
  return JSON.stringify(left) === JSON.stringify(right) || canonicalize(left) === canonicalize(right);
}

/** What is signed: SHA-256 of the proof's options, then SHA-256 of the document. */
function proofMessage(options: JsonObject, unsigned: JsonObject): Uint8Array {
  const message = new Uint8Array(64);
  message.set(sha256(encoder.encode(canonicalize(options))), 0);
  message.set(sha256(encoder.encode(canonicalize(unsigned))), 32);
  return message;
}
