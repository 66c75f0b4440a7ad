import type { AccountStore } from '../../protocol/ports/store.ts';
import { queueDelete, queuePut } from '../bulk-write.ts';
import type { AccountDatabase } from './account-database.ts';

/** What is being written, newest first. */
export function draftRepository(database: AccountDatabase): Pick<AccountStore, 'drafts' | 'putDraft' | 'deleteDraft'> {
  return {
    drafts: () =>
      database.read(['drafts'], async (transaction) =>
        (await transaction.objectStore('drafts').getAll()).toSorted((a, b) => b.savedAtMs - a.savedAtMs),
      ),
    putDraft: (draft) =>
      database.write(['drafts'], 'relaxed', async (transaction, touched) => {
        queuePut(transaction.objectStore('drafts'), draft);
        touched.add('drafts');
      }),
    deleteDraft: (id) =>
      database.write(['drafts'], 'relaxed', async (transaction, touched) => {
        queueDelete(transaction.objectStore('drafts'), id);
        touched.add('drafts');
      }),
  };
}
