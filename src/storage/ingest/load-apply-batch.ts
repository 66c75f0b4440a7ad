import { loadOnce } from '../../protocol/load-once.ts';
import type { AccountStoreName } from '../account/account-database.ts';

/** The stores that a batch may write to. */
export const batchStores: readonly AccountStoreName[] = [
  'posts',
  'reactions',
  'undone',
  'people',
  'notifications',
  'sync',
  'values',
  'searchQueue',
];

/** Reading a timeline needs none of it: it comes with the engine, and must be here before a transaction begins. */
export const loadApplyBatch = loadOnce(async () => (await import('./apply-batch.ts')).applyBatch);
