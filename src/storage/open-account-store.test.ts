import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { CID } from 'multiformats/cid';
import { create } from 'multiformats/hashes/digest';
import { describe, expect, it, vi } from 'vitest';
import type { Did } from '../protocol/brand.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import { openAccountStore } from './open-account-store.ts';

const ana = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' as Did;
const bo = 'did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH' as Did;

describe('openAccountStore', () => {
  it('finds the database of an account by its DID as by its name, one for each account', async () => {
    const indexedDB = new IDBFactory();
    const byName = await openAccountStore(ana, { indexedDB, name: didToIpnsName(ana) });
    await byName.putSetting('theme', 'dark');
    byName.close();
    const byDid = await openAccountStore(ana, { indexedDB });
    const other = await openAccountStore(bo, { indexedDB });
    expect(await byDid.setting('theme')).toBe('dark');
    expect(await other.setting('theme')).toBeUndefined();
    const names = (await indexedDB.databases()).map(({ name }) => name);
    expect(names.toSorted()).toEqual([`pollen-${didToIpnsName(ana)}`, `pollen-${didToIpnsName(bo)}`].toSorted());
    byDid.close();
    other.close();
  });

  it('stores of a block no more than the block', async () => {
    const store = await openAccountStore(ana, { indexedDB: new IDBFactory() });
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const message = new Uint8Array(100_000);
    const cid = CID.createV1(0x55, create(0x12, message.subarray(0, 32)));
    await store.blocks.putMany([{ cid, bytes: message.subarray(500, 600) }]);
    const [value, key] = put.mock.calls[0] ?? [];
    put.mockRestore();
    for (const stored of [value, key]) {
      if (!(stored instanceof Uint8Array)) throw new Error('not bytes');
      expect(stored.buffer.byteLength).toBe(stored.byteLength);
    }
    store.close();
  });

  it('lets go when its database is deleted, and tells why', async () => {
    const indexedDB = new IDBFactory();
    const onClosed = vi.fn();
    const store = await openAccountStore(ana, { indexedDB, onClosed });
    indexedDB.deleteDatabase(`pollen-${didToIpnsName(ana)}`);
    await vi.waitFor(() => expect(onClosed.mock.calls).toEqual([['deleted']]));
    await expect(store.home({ limit: 1 })).rejects.toMatchObject({ code: 'storage-closed', reason: 'deleted' });
  });
});
