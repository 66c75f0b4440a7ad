import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import { openAccountStore } from '../../src/storage/open-account-store.ts';
import type { StorageFullError } from '../../src/storage/errors.ts';
import { ana, batch, draft, me, mediaRecord, notification, outboxEntry, ownName } from './sample-records.ts';
import { ownPost, person, post, postId, reaction, syncRecord } from './sample-records.ts';

type Failure = (transaction: IDBTransaction) => void;

const crash: Failure = (transaction) => transaction.abort();
const fullAtCommit: Failure = (transaction) => {
  // How fake-indexeddb itself ends a transaction for a reason of the machine's.
  (Reflect.get(transaction, '_abort') as (errorName: string) => void).call(transaction, 'QuotaExceededError');
};
const fullAtPut: Failure = () => {
  throw new DOMException('disk full', 'QuotaExceededError');
};

/** Lets `successful` puts and adds of the next write through and fails at the one after them. */
function failAfter(successful: number, fail: Failure): void {
  let left = successful;
  for (const method of ['put', 'add'] as const) {
    const original = IDBObjectStore.prototype[method];
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      value: unknown,
      key?: IDBValidKey,
    ) {
      if (left > 0) {
        left -= 1;
        return original.call(this, value, key);
      }
      const request = fail === fullAtPut ? undefined : original.call(this, value, key);
      fail(this.transaction);
      return request as IDBRequest<IDBValidKey>;
    });
  }
}

const effects = batch({
  posts: [ownPost('a'), post('other')],
  reactions: [reaction('r')],
  undone: [{ id: postId('u'), actor: ana }],
  notifications: [notification('n')],
  person: person(ana),
  sync: syncRecord(ana),
});
const addOwn = (store: AccountStore) => store.addOwn(outboxEntry('a'), effects, [mediaRecord('zQm')], 'd');

const open = () => openAccountStore(me, { indexedDB: new IDBFactory(), name: ownName });

/** Everything that `addOwn` above may touch. */
async function contents(store: AccountStore) {
  return {
    outbox: await store.outboxRange(undefined, 9),
    posts: await store.home({ limit: 9 }),
    reactions: await store.reactions(postId('liked')),
    notifications: await store.notifications({ limit: 9 }),
    person: await store.person(ana),
    sync: await store.syncStates(),
    media: await store.media('zQm'),
    drafts: await store.drafts(),
  };
}

describe('a write that does not get to its end', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const putsOfAddOwn = 11;

  for (const [name, fail] of Object.entries({ crash, fullAtCommit, fullAtPut })) {
    it(`leaves nothing half done wherever it stops (${name})`, async () => {
      for (let successful = 0; successful < putsOfAddOwn; successful += 1) {
        const store = await open();
        await store.putDraft(draft('d'));
        const before = await contents(store);
        failAfter(successful, fail);
        await expect(addOwn(store), `after ${successful} puts`).rejects.toThrow();
        vi.restoreAllMocks();
        expect(await contents(store)).toEqual(before);
        await addOwn(store);
        expect(await contents(store)).not.toEqual(before);
        store.close();
      }
    });
  }

  it('counted the puts right', async () => {
    const store = await open();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const add = vi.spyOn(IDBObjectStore.prototype, 'add');
    await addOwn(store);
    expect(put.mock.calls.length + add.mock.calls.length).toBe(putsOfAddOwn + 1);
    store.close();
  });

  for (const fail of [fullAtCommit, fullAtPut]) {
    it(`says that the device is full (${fail === fullAtPut ? 'at the put' : 'at the commit'})`, async () => {
      const store = await open();
      const full: Partial<StorageFullError> = { name: 'StorageFullError', code: 'storage-full' };
      for (const write of [
        () => addOwn(store),
        () => store.ingest(effects),
        () => store.putMedia(mediaRecord('zQm')),
        () => store.putDraft(draft('d')),
      ]) {
        failAfter(0, fail);
        await expect(write()).rejects.toMatchObject(full);
        vi.restoreAllMocks();
      }
      store.close();
    });
  }

  it('tells no listener of what was rolled back', async () => {
    const store = await open();
    const heard: string[] = [];
    store.onChange((topics) => heard.push(...topics));
    failAfter(3, crash);
    await expect(addOwn(store)).rejects.toThrow();
    vi.restoreAllMocks();
    await store.putSetting('theme', 'dark');
    await vi.waitFor(() => expect(heard).toEqual(['settings']));
    store.close();
  });
});
