import { sha256 } from '@noble/hashes/sha2.js';
import type { Did, Timestamp } from '../brand.ts';
import { decodeBase58, encodeBase58 } from '../identity/base58.ts';
import { didToPublicKey, keyFragment } from '../identity/did.ts';
import type { JsonObject } from '../json.ts';
import type { Signer, Verifier } from '../ports/crypto.ts';
import { canonicalize } from './canonical-json.ts';
import { checkSignable, isJsonObject } from './signed-json.ts';
import type { SignedSource } from './signed-source.ts';
import { isTimestamp } from './timestamp.ts';

/** Documents under verification at once: enough to keep the platform's crypto threads busy. */
const batchSize = 200;

const encoder = new TextEncoder();
const proofMembers = new Set(['@context', 'created', 'cryptosuite', 'proofPurpose', 'proofValue', 'type', 'verificationMethod']);

/**
 * Adds the account's proof (eddsa-jcs-2022, bridge-spec section 3.4) to a document that has none.
 * Throws when the document holds what signed JSON must not hold: that is a bug of the builder.
 */
export async function signDocument(document: JsonObject, signer: Signer, createdAt: Timestamp): Promise<JsonObject> {
  if (Object.hasOwn(document, 'proof')) throw new TypeError('the document has a proof already');
  const context = document['@context'];
  if (!Array.isArray(context)) throw new TypeError('@context must be an array');
  const problem = checkSignable(document);
  if (problem !== undefined) throw new TypeError(`cannot be signed: ${problem.detail}`);
  const options = canonicalOptions(canonicalize(context), createdAt, signer.did);
  const signature = await signer.sign(await proofMessage(options, serialize(document), sha256));
  const proof: JsonObject = { ...(JSON.parse(options) as JsonObject), proofValue: encodeBase58(signature) };
  // In canonical order, so that whoever hashes or stores it next has less to do.
  return JSON.parse(canonicalize({ ...document, proof })) as JsonObject;
}

/** The bytes that are stored and served: JCS, UTF-8. */
export const serialize = (document: JsonObject): Uint8Array => encoder.encode(canonicalize(document));

/**
 * Is the document's one proof a valid proof by `did`? The key comes from `did`, never from the document. Whether the document may
 * speak for `did` (ids, owner) is `checkDocument`'s business. False for every kind of defect; throws for none. Quicker for what is,
 * or is part of, what `source` holds.
 */
export async function verifyDocument(
  document: JsonObject,
  did: Did,
  verifier: Verifier,
  source?: SignedSource,
): Promise<boolean> {
  return verify(document, did, didToPublicKey(did), verifier, source);
}

/** `verifyDocument` for many documents of one account, in batches of 200 side by side; verdicts in the order given. */
export async function verifyDocuments(
  documents: readonly JsonObject[],
  did: Did,
  verifier: Verifier,
  source?: SignedSource,
): Promise<boolean[]> {
  const publicKey = didToPublicKey(did);
  const verdicts: boolean[] = [];
  for (let start = 0; start < documents.length; start += batchSize) {
    const batch: Promise<boolean>[] = [];
    for (const document of documents.slice(start, start + batchSize)) {
      await verifier.pause?.();
      batch.push(verify(document, did, publicKey, verifier, source));
    }
    verdicts.push(...(await Promise.all(batch)));
  }
  return verdicts;
}

async function verify(
  document: JsonObject,
  did: Did,
  publicKey: Uint8Array,
  verifier: Verifier,
  source?: SignedSource,
): Promise<boolean> {
  const { proof } = document;
  if (!isJsonObject(proof) || !isProofBy(proof, did)) return false;
  const { proofValue } = proof;
  const { digest = sha256 } = verifier;
  const signature = typeof proofValue === 'string' ? decodeBase58(proofValue, 64) : undefined;
  if (signature === undefined) return false;
  let options: string;
  let unsigned: Uint8Array;
  try {
    const context = contextOf(proof);
    if (context === undefined || context !== contextOf(document)) return false;
    options = canonicalOptions(context, proof['created'] as string, did);
    unsigned = source?.unsignedBytes(document) ?? encoder.encode(canonicalize(withoutProof(document)));
  } catch {
    // Lone surrogates and other values that have no canonical form.
    return false;
  }
  return verifier.verify(publicKey, signature, await proofMessage(options, unsigned, digest));
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

/** Canonical text of an object's `@context`; undefined when that is no array. */
function contextOf(object: JsonObject): string | undefined {
  const context = object['@context'];
  return Array.isArray(context) ? canonicalize(context) : undefined;
}

/** Canonical text of a proof's members but `proofValue`: `isProofBy` leaves no choice in any other. */
const canonicalOptions = (context: string, created: string, did: Did): string =>
  `{"@context":${context},"created":"${created}","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod",` +
  `"type":"DataIntegrityProof","verificationMethod":"${keyFragment(did)}"}`;

function withoutProof(document: JsonObject): JsonObject {
  const { proof: _, ...unsigned } = document;
  return unsigned;
}

/** What is signed: SHA-256 of the proof's options, then SHA-256 of the document. */
async function proofMessage(options: string, unsigned: Uint8Array, digest: NonNullable<Verifier['digest']>): Promise<Uint8Array> {
  const hashes = [digest(encoder.encode(options)), digest(unsigned)];
  const message = new Uint8Array(64);
  for (const [index, hash] of hashes.entries()) message.set(await hash, 32 * index);
  return message;
}
