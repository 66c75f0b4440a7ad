import { expect } from 'vitest';
import type { IpnsName } from '../../../src/protocol/brand.ts';
import { ipnsNameToDid, parseIpnsName } from '../../../src/protocol/identity/ids.ts';
import type { Head } from '../../../src/protocol/ports/network.ts';
import { checkRecord, isNewer } from '../../../src/network/heads/ipns-head.ts';
import { readVectors } from './vector-file.ts';
import type { VectorCase } from './vector-file.ts';

interface FoundRecord {
  readonly file: string;
  readonly ipnsName: string;
  readonly recordBase64: string;
  readonly bytes: number;
  readonly expectedValid: boolean | string;
  readonly decoded: { readonly value?: string };
  readonly ed25519PublicKeyHex: string | null;
  readonly didKey: string | null;
}

/**
 * Records of the IPFS project. Whether one is genuine is the question here; most of them name no tree of directories, which is
 * `unsupported`, not `invalid`.
 */
export async function checkFoundRecords(): Promise<void> {
  const { vectors } = readVectors<{ vectors: readonly FoundRecord[] }>('ipns-records.json');
  expect(vectors.length).toBeGreaterThan(10);
  for (const vector of vectors) {
    const name = parseIpnsName(vector.ipnsName);
    expect(name !== undefined, vector.file).toBe(vector.didKey !== null);
    if (name === undefined) continue;
    expect(ipnsNameToDid(name), vector.file).toBe(vector.didKey);
    const record = Buffer.from(vector.recordBase64, 'base64');
    expect(record.length, vector.file).toBe(vector.bytes);
    const result = await checkRecord(name, record);
    const isGenuine = result.ok || result.error === 'unsupported';
    // Fixtures whose validity their source does not state are genuine all the same: at most they have expired.
    expect(isGenuine, vector.file).toBe(vector.expectedValid !== false);
    const value = vector.decoded.value ?? '';
    if (result.ok) expect(`/ipfs/${result.value.head.root.toString()}`, vector.file).toBe(value);
  }
}

export interface HeadCase extends VectorCase {
  readonly ipnsName: IpnsName;
  readonly recordBase64: string;
  readonly valid: boolean;
  readonly reason?: string;
  readonly root?: string;
  readonly sequence?: string;
  readonly expired?: boolean;
  /** A record known before; whether this one replaces it. */
  readonly knownBase64?: string;
  readonly replaces?: boolean;
}

export async function checkHead(vector: HeadCase): Promise<void> {
  const result = await checkRecord(vector.ipnsName, Buffer.from(vector.recordBase64, 'base64'));
  expect(result.ok ? undefined : result.error).toBe(vector.reason);
  expect(result.ok).toBe(vector.valid);
  if (!result.ok) return;
  const { head, expired } = result.value;
  expect({ root: head.root.toString(), sequence: head.sequence.toString(), expired }).toEqual({
    root: vector.root,
    sequence: vector.sequence,
    expired: vector.expired,
  });
  if (vector.knownBase64 === undefined) return;
  const known = await checkRecord(vector.ipnsName, Buffer.from(vector.knownBase64, 'base64'));
  const before: Head | undefined = known.ok ? known.value.head : undefined;
  expect(before).toBeDefined();
  expect(isNewer(head, before)).toBe(vector.replaces);
}
