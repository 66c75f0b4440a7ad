import type { JsonObject } from '../../src/protocol/json.ts';
import type { Signer } from '../../src/protocol/ports/crypto.ts';
import { createSeedSigner } from '../../src/protocol/proof/signer.ts';

/** One file of `bridge-spec/vectors`, without its name. */
export interface VectorFile {
  readonly description: string;
  readonly source: string;
  readonly [member: string]: unknown;
  readonly cases: readonly VectorCase[];
}

export interface VectorCase {
  readonly name: string;
  /** Section of the specification. */
  readonly clause: string;
  readonly [member: string]: unknown;
}

/** Files of a tree: text by tree path; null: not there. */
export type FileChanges = Readonly<Record<string, string | null>>;

export const source = 'Made for this specification by scripts/write-vectors.ts; keys are public test material.';

/** As the other vector files are written: one blank a level, one line end at the end. */
export const vectorText = (file: VectorFile | JsonObject): string => `${JSON.stringify(file, undefined, 1)}\n`;

/** The 32 bytes of which test accounts are made. */
export const seedOf = (number: number): Uint8Array => new Uint8Array(32).fill(number);

export const seedHex = (number: number): string => Buffer.from(seedOf(number)).toString('hex');

export const testSigner = (number: number): Signer => createSeedSigner(seedOf(number));

/** Every second of the vectors is counted from here: 2026-01-01T00:00:00Z. */
export const startMs = Date.UTC(2026, 0, 1);
