import { createIPNSRecord, IPNSEntry } from '@helia/ipns';
import { CID } from 'multiformats/cid';
import { beforeAll, describe, expect, it } from 'vitest';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Head } from '../../protocol/ports/network.ts';
import { testSigner } from '../testing/fixtures.ts';
import { checkRecord, createHead, isNewer, largestRecordBytes, recordLifetimeMs } from './ipns-head.ts';
import { ipnsSigningKey } from './ipns-keys.ts';
import { createMemoryHeadStore } from './memory-head-store.ts';
import { nameOfTopic, topicOf } from './routing-key.ts';

const root = CID.parse('bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku');
const other = CID.parse('bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi');
const signer = testSigner(1);
const name = didToIpnsName(signer.did);
const nowMs = Date.now();
const dayMs = 86_400_000;

const recordOf = async (
  value: string,
  options: { sequence?: bigint; data?: Record<string, unknown>; v1Compatible?: boolean } = {},
) =>
  IPNSEntry.encode(
    await createIPNSRecord(ipnsSigningKey(signer), value, options.sequence ?? 1n, dayMs, {
      ...(options.data && { data: options.data }),
      v1Compatible: options.v1Compatible,
    }),
  );

describe('checkRecord', () => {
  let head: Head;
  beforeAll(async () => {
    head = await createHead(signer, root, { nowMs });
  });

  it('takes what was published', async () => {
    const checked = await checkRecord(name, head.record);
    expect(checked).toEqual({ ok: true, value: { head, expired: false } });
    expect(head.sequence).toBe(BigInt(nowMs));
    expect(head.validUntilMs).toBe(nowMs + recordLifetimeMs);
  });

  it('takes records that only have the newer signature', async () => {
    const checked = await checkRecord(name, await recordOf(`/ipfs/${root}`, { v1Compatible: false, sequence: 7n }));
    expect(checked.ok && checked.value.head.sequence).toBe(7n);
  });

  it('refuses the record of another account', async () => {
    expect(await checkRecord(didToIpnsName(testSigner(2).did), head.record)).toEqual({ ok: false, error: 'invalid' });
  });

  it('refuses a record in which anything was changed', async () => {
    const entry = IPNSEntry.decode(head.record);
    const data = Uint8Array.from(entry.data ?? []);
    data[20] = (data[20] ?? 0) ^ 1;
    expect((await checkRecord(name, IPNSEntry.encode({ ...entry, data }))).ok).toBe(false);
    expect((await checkRecord(name, IPNSEntry.encode({ ...entry, value: new TextEncoder().encode(`/ipfs/${other}`) }))).ok).toBe(
      false,
    );
  });

  it('refuses rubbish, nothing and too much', async () => {
    expect((await checkRecord(name, new Uint8Array(0))).ok).toBe(false);
    expect((await checkRecord(name, Uint8Array.of(1, 2, 3, 255))).ok).toBe(false);
    expect(await checkRecord(name, new Uint8Array(largestRecordBytes + 1))).toEqual({ ok: false, error: 'too-large' });
  });

  it.each([
    ['another name', `/ipns/${didToIpnsName(testSigner(2).did)}`],
    ['a path below a root', `/ipfs/${root}/a`],
    ['a single raw block', '/ipfs/bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy'],
  ])('refuses %s as value', async (_, value) => {
    expect(await checkRecord(name, await recordOf(value))).toEqual({ ok: false, error: 'unsupported' });
  });

  it('marks an expired record, and still checks its signature', async () => {
    const old = await createHead(signer, root, { nowMs: nowMs - 2 * dayMs, lifetimeMs: dayMs });
    const checked = await checkRecord(name, old.record);
    expect(checked.ok && checked.value.expired).toBe(true);
    expect(checked.ok && checked.value.head.root.equals(root)).toBe(true);
    expect((await checkRecord(didToIpnsName(testSigner(2).did), old.record)).ok).toBe(false);
  });
});

describe('sequences', () => {
  it('follow the clock, and go on above what is known when a clock was ahead', async () => {
    expect((await createHead(signer, root, { nowMs, above: 5n })).sequence).toBe(BigInt(nowMs));
    expect((await createHead(signer, root, { nowMs, above: BigInt(nowMs) + 100n })).sequence).toBe(BigInt(nowMs) + 101n);
  });

  it('never go back in the store', async () => {
    const heads = createMemoryHeadStore();
    const newer = await createHead(signer, root, { nowMs });
    const older = await createHead(signer, other, { nowMs: nowMs - 1, lifetimeMs: 2 * recordLifetimeMs });
    await heads.accept(newer);
    expect(await heads.accept(older)).toEqual({ head: newer, changed: false });
    expect((await heads.get(name))?.root.equals(root)).toBe(true);
  });

  it('that are equal are decided by validity, on every device the same way', async () => {
    const short = await createHead(signer, root, { nowMs });
    const long = { ...(await createHead(signer, other, { nowMs, lifetimeMs: recordLifetimeMs + dayMs })) };
    expect([isNewer(long, short), isNewer(short, long), isNewer(short, short)]).toEqual([true, false, false]);
  });
});

describe('topicOf', () => {
  it('is turned back into the name, and nothing else is', () => {
    expect(nameOfTopic(topicOf(name))).toBe(name);
    for (const topic of ['', '/record/', '/record/AAAA', 'x', `/record/${'A'.repeat(500)}`, topicOf(name).slice(0, -2)]) {
      expect(nameOfTopic(topic)).toBeUndefined();
    }
  });
});
