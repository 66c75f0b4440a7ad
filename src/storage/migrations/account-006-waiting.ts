import type { Migration } from './migration.ts';

/**
 * What still has to leave, in a store of its own. Chromium keeps the entry of an index when the record no longer has its key, and walks
 * over it at every look: an index of what waits gets slower by everything that ever waited.
 */
export const accountWaiting: Migration = (database, upgrade) => {
  const waiting = database.createObjectStore('waiting', { keyPath: ['dueMs', 'rkey'] });
  const outbox = upgrade.objectStore('outbox');
  const cursor = outbox.index('due').openCursor();
  cursor.addEventListener('success', () => {
    const found = cursor.result;
    if (found === null) {
      outbox.deleteIndex('due');
      return;
    }
    const { dueMs, ...entry } = found.value as { readonly dueMs: number; readonly rkey: string };
    waiting.put({ dueMs, rkey: entry.rkey });
    outbox.put(entry);
    found.continue();
  });
};
