/**
 * Deletes IndexedDB databases; absent ones are fine. Tabs that have one open let go of it when they are asked to; one that does not is
 * waited for. Rejects when the browser refuses.
 */
export async function deleteDatabases(names: readonly string[], factory: IDBFactory = indexedDB): Promise<void> {
  await Promise.all(
    names.map(
      (name) =>
        new Promise<void>((resolve, reject) => {
          const request = factory.deleteDatabase(name);
          request.addEventListener('success', () => resolve());
          request.addEventListener('error', () => reject(request.error));
        }),
    ),
  );
}
