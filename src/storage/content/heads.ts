import type { IpnsName } from '../../protocol/brand.ts';
import type { Head, HeadStore } from '../../protocol/ports/network.ts';
import type { AccountDatabase } from '../account/account-database.ts';
import type { StoredHead } from '../account/account-schema.ts';
import { queuePut } from '../bulk-write.ts';
import { compactBytes } from '../compact-bytes.ts';

function toStored(head: Head): StoredHead {
  return { ...head, root: compactBytes(head.root.bytes), record: compactBytes(head.record) };
}

async function fromStored(stored: StoredHead): Promise<Head> {
  const { CID } = await import('multiformats/cid');
  return { ...stored, root: CID.decode(stored.root) };
}

/** Newest known IPNS heads. They never go back; the own one is on the disk when `accept` resolves. */
export function headRepository(database: AccountDatabase, ownName: IpnsName): HeadStore {
  return {
    async get(name) {
      const stored = await database.read(['heads'], (transaction) => transaction.objectStore('heads').get(name));
      return stored === undefined ? undefined : fromStored(stored);
    },
    async getMany(names) {
      const stored = await database.read(['heads'], (transaction) => {
        const store = transaction.objectStore('heads');
        return Promise.all(names.map((name) => store.get(name)));
      });
      return Promise.all(stored.map((head) => (head === undefined ? undefined : fromStored(head))));
    },
    async accept(head) {
      const durability = head.name === ownName ? 'strict' : 'relaxed';
      const kept = await database.write(['heads'], durability, async (transaction) => {
        const store = transaction.objectStore('heads');
        const before = await store.get(head.name);
        if (before !== undefined && !isPreferred(head, before)) return before;
        queuePut(store, toStored(head));
        return undefined;
      });
      return kept === undefined ? { head, changed: true } : { head: await fromStored(kept), changed: false };
    },
  };
}

/** The IPNS selector: higher sequence, then later end of validity, then higher bytes. The same record is not preferred to itself. */
function isPreferred(head: Head, before: StoredHead): boolean {
  if (head.sequence !== before.sequence) return head.sequence > before.sequence;
  if (head.validUntilMs !== before.validUntilMs) return head.validUntilMs > before.validUntilMs;
  return compareBytes(head.record, before.record) > 0;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
