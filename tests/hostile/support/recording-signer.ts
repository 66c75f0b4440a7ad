import { createHash, createPrivateKey, sign } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../../src/protocol/json.ts';
import type { Signer } from '../../../src/protocol/ports/crypto.ts';
import { seedToDid } from '../../../src/protocol/proof/signer.ts';

/** PKCS #8 of an Ed25519 seed, up to the seed (RFC 8410). */
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A signer that remembers everything it ever signed: what is accepted of an account must be among it. */
export interface RecordingSigner extends Signer {
  /** Was exactly this document signed here, proof options and all? Worked out without any of the project's code. */
  hasSigned(document: JsonObject): boolean;
}

export function createRecordingSigner(seed: Uint8Array): RecordingSigner {
  const key = createPrivateKey({ key: Buffer.concat([seedPrefix, seed]), format: 'der', type: 'pkcs8' });
  const signed = new Set<string>();
  return {
    did: seedToDid(seed),
    async sign(message) {
      signed.add(Buffer.from(message).toString('base64'));
      return new Uint8Array(sign(null, message, key));
    },
    hasSigned: (document) => signed.has(messageOf(document).toString('base64')),
  };
}

/** eddsa-jcs-2022 once more: SHA-256 of the proof's options, then SHA-256 of the document without its proof. */
function messageOf({ proof, ...unsigned }: JsonObject): Buffer {
  if (typeof proof !== 'object' || Array.isArray(proof)) return Buffer.alloc(0);
  const { proofValue: _, ...options } = proof as JsonObject;
  return Buffer.concat([options, unsigned].map((value) => createHash('sha256').update(jcs(value)).digest()));
}

/** RFC 8785, null included, which signed documents never hold. */
export function jcs(value: JsonValue | null): string {
  if (Array.isArray(value)) return `[${value.map(jcs).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${jcs(member)}`).join(',')}}`;
}
