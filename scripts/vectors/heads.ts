import { createIPNSRecord, IPNSEntry } from '@helia/ipns';
import { CID } from 'multiformats/cid';
import { checkRecord, createHead } from '../../src/network/heads/ipns-head.ts';
import { ipnsSigningKey } from '../../src/network/heads/ipns-keys.ts';
import { didToIpnsName } from '../../src/protocol/identity/ids.ts';
import { emptyDirectory } from '../../src/protocol/tree/update-paths.ts';
import { rawBlock } from '../../src/protocol/tree/block.ts';
import { alice, mallory } from './sample.ts';
import { source, startMs } from './vector-file.ts';
import type { VectorCase, VectorFile } from './vector-file.ts';

const dayMs = 86_400_000;
/** Valid for as long as these vectors may be used. */
const lifetimeMs = 200 * 365 * dayMs;
const root = emptyDirectory.cid;
const name = didToIpnsName(alice.did);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const recordOf = async (
  value: string,
  { sequence = BigInt(startMs), v1Compatible }: { readonly sequence?: bigint; readonly v1Compatible?: boolean } = {},
): Promise<Uint8Array> =>
  IPNSEntry.encode(
    await createIPNSRecord(ipnsSigningKey(alice), value, sequence, lifetimeMs, {
      now: startMs,
      ttlNs: 300_000_000_000n,
      v1Compatible,
    }),
  );

/** IPNS records of accounts (section 7.4). */
export async function headsVectors(): Promise<VectorFile> {
  const good = async (title: string, record: Uint8Array, more: Record<string, unknown> = {}): Promise<VectorCase> => {
    const checked = await checkRecord(name, record);
    if (!checked.ok) throw new Error(`${title}: ${checked.error}`);
    const { head, expired } = checked.value;
    return {
      name: title,
      clause: '7.4',
      ipnsName: name,
      recordBase64: base64(record),
      valid: true,
      root: head.root.toString(),
      sequence: head.sequence.toString(),
      expired,
      ...more,
    };
  };
  const bad = (title: string, reason: string, record: Uint8Array, ipnsName = name): VectorCase => ({
    name: title,
    clause: '7.4',
    ipnsName,
    recordBase64: base64(record),
    valid: false,
    reason,
  });
  const head = await createHead(alice, root, { nowMs: startMs, lifetimeMs });
  const entry = IPNSEntry.decode(head.record);
  const higher = await createHead(alice, root, { above: BigInt(startMs), nowMs: startMs, lifetimeMs });
  const longer = await createHead(alice, root, { nowMs: startMs, lifetimeMs: lifetimeMs + dayMs });
  const expired = await createHead(alice, root, { nowMs: Date.UTC(2020, 0), lifetimeMs: dayMs });
  const other = CID.parse('bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi');
  const data = Uint8Array.from(entry.data ?? []);
  data[20] = (data[20] ?? 0) ^ 1;
  const known = { knownBase64: base64(head.record) };
  return {
    description:
      'IPNS records of an account. valid: genuine and naming a tree; expired ones are genuine, too. replaces: whether the record takes the place of knownBase64. reason unsupported: genuine, but its value is no tree.',
    source,
    cases: [
      await good('a record', head.record),
      await good('only the newer signature', await recordOf(`/ipfs/${root.toString()}`, { v1Compatible: false })),
      await good('expired', expired.record),
      await good('a higher sequence replaces', higher.record, { ...known, replaces: true }),
      await good('the same record again does not', head.record, { ...known, replaces: false }),
      await good('the same sequence, valid longer, replaces', longer.record, { ...known, replaces: true }),
      await good('a lower sequence does not, however valid', head.record, {
        knownBase64: base64(higher.record),
        replaces: false,
      }),
      await good(
        'an expired record is not dropped for a lower sequence',
        await recordOf(`/ipfs/${root.toString()}`, { sequence: 1n }),
        {
          knownBase64: base64(expired.record),
          replaces: false,
        },
      ),
      bad('record of another account', 'invalid', head.record, didToIpnsName(mallory.did)),
      bad('data changed', 'invalid', IPNSEntry.encode({ ...entry, data })),
      bad(
        'outer value changed',
        'invalid',
        IPNSEntry.encode({ ...entry, value: new TextEncoder().encode(`/ipfs/${other.toString()}`) }),
      ),
      bad(
        'signature of another record',
        'invalid',
        IPNSEntry.encode({ ...entry, signatureV2: IPNSEntry.decode(higher.record).signatureV2 }),
      ),
      bad('cut off', 'invalid', head.record.subarray(0, -1)),
      bad('nothing', 'invalid', new Uint8Array(0)),
      bad('larger than 10 KiB', 'too-large', new Uint8Array(10_241)),
      bad('value is another name', 'unsupported', await recordOf(`/ipns/${didToIpnsName(mallory.did)}`)),
      bad('value has a path', 'unsupported', await recordOf(`/ipfs/${root.toString()}/a`)),
      bad('value is a single block', 'unsupported', await recordOf(`/ipfs/${rawBlock(new Uint8Array(1)).cid.toString()}`)),
    ],
  };
}
