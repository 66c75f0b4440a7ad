import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../src/protocol/json.ts';

/** A file of bridge-spec/vectors. */
export const loadVectors = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../bridge-spec/vectors/${name}`, import.meta.url), 'utf8')) as T;

export interface W3cVector {
  readonly keyPair: { readonly publicKeyMultibase: string };
  readonly secretKeyHex: string;
  readonly unsigned: JsonObject;
  readonly proofConfig: JsonObject;
  readonly signed: JsonObject;
}

export interface FepVectors {
  readonly vectors: readonly {
    readonly label: string;
    readonly secretKeyMultibase?: string;
    readonly publicKeyMultibase?: string;
    readonly unsigned?: JsonObject;
    readonly signed: JsonObject;
    readonly signatureVerifies?: boolean;
  }[];
}

export interface DidKeyVectors {
  readonly vectors: readonly {
    readonly seedHex: string;
    readonly publicKeyHex: string;
    readonly did: string;
    readonly didUrl: string;
    readonly publicKeyMultibase: string;
    readonly derived: {
      readonly ipnsNameBase36: string;
      readonly ipnsNameBase32: string;
      readonly peerIdBase58: string;
      readonly libp2pKeyCidHex: string;
    };
  }[];
}

export const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

/** The document's proof, which must be there. */
export function proofOf(document: JsonObject): JsonObject {
  const { proof } = document;
  if (typeof proof !== 'object' || Array.isArray(proof)) throw new Error('no proof');
  return proof as JsonObject;
}

/** Changes that every verifier must notice. */
export function* tampered(document: JsonObject): Generator<JsonObject> {
  const proof = proofOf(document);
  yield { ...document, type: 'Article' };
  yield { ...document, added: 'x' };
  yield { ...document, proof: { ...proof, created: '2001-01-01T00:00:00Z' } };
  const value = String(proof['proofValue']);
  yield { ...document, proof: { ...proof, proofValue: value.slice(0, -1) + (value.endsWith('2') ? '3' : '2') } };
}
