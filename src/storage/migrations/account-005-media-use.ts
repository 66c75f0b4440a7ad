import type { Migration } from './migration.ts';

/** How large each picture is, and when it was last looked at, beside its bytes: what is rarely seen can go first. */
export const accountMediaUse: Migration = (database, upgrade) => {
  const use = database.createObjectStore('mediaUse', { keyPath: 'digest' });
  // Only others' media have `usedMs`: the index holds what may go, and nothing of one's own.
  use.createIndex('usedMs', 'usedMs');
  const cursor = upgrade.objectStore('media').openCursor();
  cursor.addEventListener('success', () => {
    const found = cursor.result;
    if (found === null) return;
    const { digest, bytes, own } = found.value as { digest: string; bytes: Uint8Array; own: boolean };
    use.put(own ? { digest, size: bytes.length } : { digest, size: bytes.length, usedMs: 0 });
    found.continue();
  });
};
