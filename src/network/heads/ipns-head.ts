import { createIPNSRecord, IPNSEntry, ipnsSelector, ipnsValidator } from '@helia/ipns';
import { decode as decodeCbor } from '@ipld/dag-cbor';
import { code as dagPbCode } from '@ipld/dag-pb';
import { CID } from 'multiformats/cid';
import type { IpnsName } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Signer } from '../../protocol/ports/crypto.ts';
import type { Head } from '../../protocol/ports/network.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { isTreeCid } from '../sync/verify.ts';
import { ipnsSigningKey, ipnsValidationKeys } from './ipns-keys.ts';
import { routingKeyOf } from './routing-key.ts';

/** Largest record taken in, bytes (IPNS specification). */
export const largestRecordBytes = 10 * 1024;
/** Media type of a record over HTTP. */
export const recordMediaType = 'application/vnd.ipfs.ipns-record';
/** How long a published record stays valid, and may be announced again by anybody. */
export const recordLifetimeMs = 365 * 86_400_000;
const recordTtlMs = 5 * 60_000;

/** `invalid`: not a record of this name, or its signature is wrong. `unsupported`: genuine, but names no tree. */
export type HeadError = 'too-large' | 'invalid' | 'unsupported';

/** A record that was checked. An expired one is genuine, too: it is shown as "last known", but no longer announced. */
export interface CheckedHead {
  readonly head: Head;
  readonly expired: boolean;
}

/**
 * Checks a record from outside: size, signature by the key that the name is, strict value `/ipfs/<CIDv1 of a directory>`. Everything is read from the signed
 * part of the record.
 */
export async function checkRecord(name: IpnsName, record: Uint8Array): Promise<Result<CheckedHead, HeadError>> {
  if (record.length > largestRecordBytes) return err('too-large');
  let expired = false;
  let entry: IPNSEntry;
  try {
    entry = await ipnsValidator(routingKeyOf(name), record, ipnsValidationKeys);
  } catch (error) {
    // The validator looks at the validity only after it has verified the signature.
    if (!(error instanceof Error) || error.name !== 'RecordExpiredError') return err('invalid');
    expired = true;
    entry = IPNSEntry.decode(record);
  }
  const signed = readSignedData(entry.data);
  if (!signed) return err('unsupported');
  return ok({ head: { name, record: Uint8Array.from(record), ...signed }, expired });
}

function readSignedData(bytes: Uint8Array | undefined): Pick<Head, 'root' | 'sequence' | 'validUntilMs'> | undefined {
  if (!bytes) return undefined;
  try {
    const data: unknown = decodeCbor(bytes);
    if (typeof data !== 'object' || data === null) return undefined;
    if (!('Value' in data && 'Sequence' in data && 'Validity' in data)) return undefined;
    const { Value, Sequence, Validity } = data;
    if (!(Value instanceof Uint8Array) || !(Validity instanceof Uint8Array)) return undefined;
    if (typeof Sequence !== 'bigint' && typeof Sequence !== 'number') return undefined;
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Value);
    const cid = /^\/ipfs\/([a-z0-9]{50,70})$/.exec(text)?.[1];
    const validUntilMs = Date.parse(new TextDecoder().decode(Validity));
    if (!cid || !Number.isFinite(validUntilMs)) return undefined;
    const root = CID.parse(cid);
    if (!isTreeCid(root) || root.code !== dagPbCode) return undefined;
    return { root, sequence: BigInt(Sequence), validUntilMs };
  } catch {
    return undefined;
  }
}

/** Signs a record for `root`. The sequence is above `above` and not below the clock, so that another device's is rarely met. */
export async function createHead(
  signer: Signer,
  root: CID,
  { above = -1n, nowMs, lifetimeMs = recordLifetimeMs }: { above?: bigint; nowMs: number; lifetimeMs?: number },
): Promise<Head> {
  const byClock = BigInt(Math.floor(nowMs));
  const sequence = above >= byClock ? above + 1n : byClock;
  const entry = await createIPNSRecord(ipnsSigningKey(signer), root, sequence, lifetimeMs, {
    ttlNs: BigInt(recordTtlMs) * 1_000_000n,
    now: nowMs,
  });
  return {
    name: didToIpnsName(signer.did),
    sequence,
    root,
    record: IPNSEntry.encode(entry),
    validUntilMs: nowMs + lifetimeMs,
  };
}

/** Whether `candidate` replaces `known`: a higher sequence, or the same one and preferred by the IPNS selector (longer validity). */
export function isNewer(candidate: Head, known: Head | undefined): boolean {
  if (!known) return true;
  if (candidate.sequence !== known.sequence) return candidate.sequence > known.sequence;
  if (candidate.root.equals(known.root) && candidate.validUntilMs === known.validUntilMs) return false;
  const entries = [IPNSEntry.decode(known.record), IPNSEntry.decode(candidate.record)];
  return ipnsSelector(routingKeyOf(candidate.name), entries) === 1;
}
