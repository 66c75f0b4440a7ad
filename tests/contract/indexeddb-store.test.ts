import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterAll, beforeAll, describe } from 'vitest';
import { openAccountStore } from '../../src/storage/open-account-store.ts';
import { describeBlockStore } from './block-store-suite.ts';
import { me, ownName } from './sample-records.ts';
import type { StoreHarness } from './store-harness.ts';
import { describeAccountStore } from './store-suite.ts';
import { describeTimelines } from './store-timelines-suite.ts';

const harness: StoreHarness = {
  async start() {
    const indexedDB = new IDBFactory();
    const open = () => openAccountStore(me, { indexedDB, name: ownName });
    const store = await open();
    return { store, openAgain: open, end: async () => store.close() };
  },
};

describeAccountStore('IndexedDB', harness);
describeBlockStore('IndexedDB', async () => (await harness.start()).store.blocks);

describe('in a browser that cannot read an index backwards in one request', () => {
  const descriptor = Object.getOwnPropertyDescriptor(IDBIndex.prototype, 'getAllRecords');
  beforeAll(() => {
    if (descriptor === undefined) throw new Error('fake-indexeddb has no getAllRecords: this test would test nothing');
    Reflect.deleteProperty(IDBIndex.prototype, 'getAllRecords');
  });
  afterAll(() => {
    if (descriptor !== undefined) Object.defineProperty(IDBIndex.prototype, 'getAllRecords', descriptor);
  });
  describeTimelines(harness);
});
