import type { Actor } from '../activity-streams/actor.ts';
import { accountOf, canonicalId } from '../identity/ids.ts';
import { accountPaths, idToTreePath } from '../identity/paths.ts';
import type { CheckContext } from './check-context.ts';
import { checkFile } from './check-file.ts';
import type { ObjectLedger } from './object-ledger.ts';

/** bridge-spec section 1: most ids in featured. */
const maximumFeatured = 5;

/** inbox, featured, and what else the actor names: there, genuine, counted (bridge-spec sections 1 and 4). */
export async function checkCollections(context: CheckContext, actor: Actor | undefined, objects: ObjectLedger): Promise<void> {
  const paths = accountPaths(context.did);
  await checkInbox(context, paths.inbox);
  await checkFeatured(context, paths.featured, objects);
  for (const id of [actor?.followers, actor?.following]) {
    const path = id === undefined || accountOf(id) !== context.did ? undefined : idToTreePath(id);
    if (path === undefined) continue;
    const checked = await checkFile(context, path, 'collection', 'file-unreadable');
    if (checked?.value.orderedItems !== undefined && checked.value.orderedItems.length > checked.value.totalItems)
      context.findings.add(
        'collection-total',
        path,
        `${checked.value.orderedItems.length} items, totalItems ${checked.value.totalItems}`,
      );
  }
}

async function checkInbox(context: CheckContext, path: string): Promise<void> {
  const checked = await checkFile(context, path, 'collection', 'inbox-missing');
  if (checked === undefined) return;
  const { totalItems, orderedItems } = checked.value;
  if (totalItems !== 0 || orderedItems !== undefined)
    context.findings.add(
      'inbox-items',
      path,
      `totalItems ${totalItems}, ${orderedItems === undefined ? 'no' : 'has'} orderedItems`,
    );
}

async function checkFeatured(context: CheckContext, path: string, objects: ObjectLedger): Promise<void> {
  const { findings, did } = context;
  const checked = await checkFile(context, path, 'collection', 'featured-missing');
  if (checked === undefined) return;
  const items = checked.value.orderedItems ?? [];
  if (checked.value.totalItems !== items.length)
    findings.add('collection-total', path, `${items.length} items, totalItems ${checked.value.totalItems}`);
  if (items.length > maximumFeatured) findings.add('featured-items', path, `${items.length} items`);
  for (const item of items.slice(0, maximumFeatured)) {
    const id = canonicalId(item);
    const objectPath = id === undefined || accountOf(id) !== did ? undefined : idToTreePath(id);
    if (id === undefined || objectPath === undefined)
      findings.add('featured-items', path, `${item} is no object of this account`);
    else if (objects.isDeleted(id)) findings.add('featured-items', path, `${item} was deleted`);
    else if (!objects.has(id)) await checkListed(context, path, objectPath);
  }
}

/** An object whose activity was not read in this check: then its file tells. */
async function checkListed(context: CheckContext, featured: string, path: string): Promise<void> {
  const file = await checkFile(context, path, 'object', undefined);
  if (file === undefined || file.value.type === 'Tombstone')
    context.findings.add('featured-items', featured, `${path} is ${file === undefined ? 'not there' : 'a Tombstone'}`);
}
