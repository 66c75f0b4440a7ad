import { expect } from 'vitest';
import type { Did } from '../../../src/protocol/brand.ts';
import { parseAddress } from '../../../src/protocol/identity/address.ts';
import { digestMultibase, mediaTreePath } from '../../../src/protocol/identity/digest.ts';
import { ipnsNameToDid, parseIpnsName } from '../../../src/protocol/identity/ids.ts';
import { idToTreePath, pageNumberOf } from '../../../src/protocol/identity/paths.ts';
import { parseRkey, rkeyFor } from '../../../src/protocol/identity/rkey.ts';
import { isTimestamp } from '../../../src/protocol/proof/timestamp.ts';
import type { VectorCase } from './vector-file.ts';

export interface NameCase extends VectorCase {
  readonly text: string;
  readonly valid: boolean;
  readonly ipnsName?: string;
  readonly did?: Did;
  readonly via?: readonly string[];
}

export function checkName({ text, ipnsName, did }: NameCase): void {
  expect(parseIpnsName(text)).toBe(ipnsName);
  expect(ipnsNameToDid(text)).toBe(did);
}

export function checkAddress({ text, valid, did, via }: NameCase): void {
  const address = parseAddress(text);
  expect(address.ok).toBe(valid);
  if (address.ok) expect({ did: address.value.did, via: address.value.via }).toEqual({ did, via });
}

export interface RecordKeyCase extends NameCase {
  readonly microseconds?: number;
  readonly device?: number;
}

export function checkRecordKey({ text, valid, microseconds, device }: RecordKeyCase): void {
  expect(parseRkey(text)).toBe(valid ? text : undefined);
  if (microseconds === undefined || device === undefined) return;
  expect(rkeyFor(Math.floor(microseconds / 1000), device, microseconds % 1000)).toBe(text);
}

export function checkDate({ text, valid }: NameCase): void {
  expect(isTimestamp(text)).toBe(valid);
}

export interface PathCase extends VectorCase {
  readonly id: string;
  readonly path: string | null;
  readonly page?: number | null;
}

export function checkPath({ id, path, page }: PathCase): void {
  expect(idToTreePath(id) ?? null).toBe(path);
  if (page !== undefined) expect(pageNumberOf(id) ?? null).toBe(page);
}

export interface MediaCase extends VectorCase {
  readonly base64: string;
  readonly mediaType: string;
  readonly digestMultibase: string;
  readonly path?: string;
  readonly valid: boolean;
}

export function checkMedia({ base64, mediaType, digestMultibase: digest, path, valid }: MediaCase): void {
  expect(digestMultibase(Buffer.from(base64, 'base64')) === digest).toBe(valid);
  if (path !== undefined) expect(mediaTreePath(digest, mediaType)).toBe(path);
}
