import { CID } from 'multiformats/cid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IpnsName } from '../../src/protocol/brand.ts';
import type { Head, HeadStore } from '../../src/protocol/ports/network.ts';
import { ownName } from './sample-records.ts';
import type { StoreHarness, StoreUnderTest } from './store-harness.ts';

const root = CID.parse('bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi');

function head(parts: Partial<Head>): Head {
  return { name: ownName, sequence: 2n ** 60n, root, record: Uint8Array.of(5), validUntilMs: 100, ...parts };
}

export function describeHeads(harness: StoreHarness): void {
  describe('heads', () => {
    let device: StoreUnderTest;
    let heads: HeadStore;
    beforeEach(async () => {
      device = await harness.start();
      ({ heads } = device.store);
    });
    afterEach(() => device.end());

    it('keeps a head as it came', async () => {
      expect(await heads.get(ownName)).toBeUndefined();
      expect(await heads.accept(head({}))).toEqual({ head: head({}), changed: true });
      const kept = await heads.get(ownName);
      expect(kept).toEqual(head({}));
      expect(kept?.root.equals(root)).toBe(true);
    });

    it('answers for many in the order asked', async () => {
      const other = 'k51other' as IpnsName;
      await heads.accept(head({}));
      expect(await heads.getMany([other, ownName])).toEqual([undefined, head({})]);
      expect(await heads.getMany([])).toEqual([]);
    });

    it('never goes back', async () => {
      await heads.accept(head({ sequence: 7n }));
      const older = await heads.accept(head({ sequence: 6n, validUntilMs: 999, record: Uint8Array.of(9) }));
      expect(older).toEqual({ head: head({ sequence: 7n }), changed: false });
      const newer = await heads.accept(head({ sequence: 8n, validUntilMs: 1, record: Uint8Array.of(1) }));
      expect(newer.changed).toBe(true);
      expect((await heads.get(ownName))?.sequence).toBe(8n);
    });

    it('prefers longer validity, then higher bytes, of one sequence', async () => {
      await heads.accept(head({}));
      expect((await heads.accept(head({}))).changed).toBe(false);
      expect((await heads.accept(head({ validUntilMs: 99, record: Uint8Array.of(9) }))).changed).toBe(false);
      expect((await heads.accept(head({ record: Uint8Array.of(4, 9) }))).changed).toBe(false);
      expect((await heads.accept(head({ record: Uint8Array.of(5, 0) }))).changed).toBe(true);
      expect((await heads.accept(head({ validUntilMs: 101, record: Uint8Array.of(0) }))).changed).toBe(true);
    });

    it('settles several at once on the highest', async () => {
      const sequences = [3n, 9n, 1n, 7n, 9n];
      await Promise.all(sequences.map((sequence) => heads.accept(head({ sequence }))));
      expect((await heads.get(ownName))?.sequence).toBe(9n);
    });
  });
}
