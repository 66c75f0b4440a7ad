import { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import type { OwnTree } from '../../protocol/ports/store.ts';
import type { AccountDatabase } from '../account/account-database.ts';

/** Every root of the own account that may still be asked for: built, published, and known from other devices. */
export async function ownRoots(database: AccountDatabase, me: Did): Promise<CID[]> {
  const [tree, state] = await database.read(['values', 'sync'], (transaction) =>
    Promise.all([transaction.objectStore('values').get('tree'), transaction.objectStore('sync').get(me)]),
  );
  const { root, publishedRoot } = (tree ?? {}) as Partial<OwnTree>;
  const roots = new Set([root, publishedRoot].filter((text) => text !== undefined));
  const found = [...roots].map((text) => CID.parse(text));
  if (state?.root !== undefined) found.push(CID.decode(state.root));
  return found;
}
