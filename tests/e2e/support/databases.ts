import type { Page } from 'playwright-core';

export interface StoredSecrets {
  /** Where keys of accounts lie: store and path. The key of this device's node is not one of them. */
  readonly accountKeys: readonly string[];
  /** Where the bytes of `seed` lie as they are. */
  readonly seeds: readonly string[];
  /** The sealed envelope of the seed. */
  readonly sealedSeed: readonly number[];
}

/** Looks through everything that the page's origin has in IndexedDB. */
export async function readDatabases(page: Page, seed: readonly number[] = []): Promise<StoredSecrets> {
  return page.evaluate(async (seed) => {
    const request = <T>(asked: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        asked.addEventListener('success', () => resolve(asked.result));
        asked.addEventListener('error', () => reject(asked.error));
      });
    const accountKeys: string[] = [];
    const seeds: string[] = [];
    let sealedSeed: number[] = [];
    const wanted = seed.join();

    function look(value: unknown, path: string): void {
      if (value instanceof CryptoKey) accountKeys.push(path);
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
        const bytes = ArrayBuffer.isView(value)
          ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
          : new Uint8Array(value);
        if (wanted !== '' && `,${bytes.join()},`.includes(`,${wanted},`)) seeds.push(path);
        if (path.endsWith('.sealedSeed')) sealedSeed = [...bytes];
        return;
      }
      if (typeof value !== 'object' || value === null) return;
      for (const [name, part] of Object.entries(value)) look(part, `${path}.${name}`);
    }

    for (const { name = '' } of await indexedDB.databases()) {
      const database = await request(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        if (store === 'deviceKeys') continue;
        const values = await request(database.transaction(store).objectStore(store).getAll());
        for (const value of values) look(value, `${name}/${store}`);
      }
      database.close();
    }
    return { accountKeys, seeds, sealedSeed };
  }, seed);
}
