import type { Did } from '../../protocol/brand.ts';
import type { RoomUse } from '../../protocol/ports/room.ts';
import type { AccountDatabase, AccountStoreName } from '../account/account-database.ts';
import { allOf } from '../newest-first.ts';

const sampleSize = 200;
const blocksAtOnce = 500;
const mediaAtOnce = 5_000;

/** `RoomStore.measure`. */
export async function measureRoom(database: AccountDatabase, me: Did): Promise<RoomUse> {
  const [media, posts, ownPosts, outbox, blocks, rows, files] = await Promise.all([
    measureMedia(database),
    weigh(database, 'posts'),
    countOwnPosts(database, me),
    weigh(database, 'outbox'),
    measureBlocks(database),
    weigh(database, 'jobRows'),
    measureJobFiles(database),
  ]);
  const mine = Math.min(ownPosts, posts.count) * posts.each;
  return {
    ownPosts: Math.round(outbox.count * outbox.each + mine),
    ownMedia: media.own,
    othersPosts: Math.round(posts.count * posts.each - mine),
    othersMedia: media.others,
    blocks,
    imports: Math.round(rows.count * rows.each) + files,
  };
}

async function measureMedia(database: AccountDatabase): Promise<{ readonly own: number; readonly others: number }> {
  let [own, others] = [0, 0];
  for (let after: string | undefined; ;) {
    const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true);
    const uses = await database.read(['mediaUse'], (transaction) =>
      transaction.objectStore('mediaUse').getAll(range, mediaAtOnce),
    );
    for (const { size, usedMs } of uses) {
      if (usedMs === undefined) own += size;
      else others += size;
    }
    if (uses.length < mediaAtOnce) return { own, others };
    after = uses.at(-1)?.digest;
  }
}

/** Exact, in portions: blocks differ too much for a sample. */
async function measureBlocks(database: AccountDatabase): Promise<number> {
  let sum = 0;
  for (let after: Uint8Array<ArrayBuffer> | undefined; ;) {
    const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true);
    const [keys, blocks] = await database.read(['blocks'], (transaction) => {
      const store = transaction.objectStore('blocks');
      return Promise.all([store.getAllKeys(range, blocksAtOnce), store.getAll(range, blocksAtOnce)]);
    });
    for (const bytes of blocks) sum += bytes.length;
    if (keys.length < blocksAtOnce) return sum;
    after = keys.at(-1);
  }
}

/** How many records there are, and what one weighs: JSON text of some of them. */
async function weigh(
  database: AccountDatabase,
  name: Extract<AccountStoreName, 'posts' | 'outbox' | 'jobRows'>,
): Promise<{ readonly count: number; readonly each: number }> {
  const [count, sample] = await database.read([name], (transaction) => {
    const store = transaction.objectStore(name);
    return Promise.all([store.count(), store.getAll(null, sampleSize)]);
  });
  const size = sample.reduce((sum: number, record: unknown) => sum + lengthOf(record), 0);
  return { count, each: sample.length === 0 ? 0 : size / sample.length };
}

const lengthOf = (record: unknown): number =>
  JSON.stringify(record, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)).length;

async function countOwnPosts(database: AccountDatabase, me: Did): Promise<number> {
  return database.read(['posts'], (transaction) =>
    transaction
      .objectStore('posts')
      .index('author')
      .count(allOf([me])),
  );
}

/** Files are stored beside the database; handles of files that lie elsewhere take nothing. */
async function measureJobFiles(database: AccountDatabase): Promise<number> {
  const files = await database.read(['jobFiles'], (transaction) => transaction.objectStore('jobFiles').getAll());
  return files.reduce((sum, file) => sum + (file instanceof Blob ? file.size : 0), 0);
}
