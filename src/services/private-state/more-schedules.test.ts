import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { createMemoryAccountStore } from '../../../tests/contract/memory-store/memory-account-store.ts';
import { describeSchedules } from '../../../tests/devices/describe-schedules.ts';
import { openAccountStore } from '../../storage/open-account-store.ts';

describeSchedules('memory', async (did) => createMemoryAccountStore(did), { runs: 2_500, seed: 7 });

// Fewer: the real store takes several times as long.
describeSchedules('IndexedDB', (did) => openAccountStore(did, { indexedDB: new IDBFactory() }), { runs: 150, seed: 8 });
