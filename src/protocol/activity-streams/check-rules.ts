import type { Did } from '../brand.ts';
import { accountOf, canonicalId } from '../identity/ids.ts';
import { accountId, objectPath, pageNumberOf, treePathToId } from '../identity/paths.ts';
import { parseRkey } from '../identity/rkey.ts';
import type { Activity, Move } from './activity.ts';
import type { Actor } from './actor.ts';
import type { OrderedCollection, OrderedCollectionPage, Outbox } from './collection.ts';
import type { Post, Tombstone } from './object.ts';
import { pageId } from './build-collection.ts';

/** Why a well-formed document may not stand where it claims to: undefined when it may. bridge-spec section 8, `check`. */
export type PlacementProblem = { readonly type: 'wrong-owner' | 'wrong-place'; readonly detail: string } | undefined;

const owner = (detail: string): PlacementProblem => ({ type: 'wrong-owner', detail });
const place = (detail: string): PlacementProblem => ({ type: 'wrong-place', detail });

/** Only the actor owns documents, in whichever form its id is written; not just any id of the account (bridge-spec section 3.3). */
const isActor = (id: string, account: Did): boolean => canonicalId(id) === accountId(account, 'actor');

export function placeOfActor(actor: Actor, account: Did): PlacementProblem {
  const id = accountId(account, 'actor');
  if (canonicalId(actor.id) !== id) return owner('not the actor of this account');
  for (const document of ['inbox', 'outbox', 'featured'] as const) {
    const given = actor[document];
    if (given !== undefined && canonicalId(given) !== accountId(account, document)) return place(`${document} lies elsewhere`);
  }
  const [key] = actor.assertionMethod;
  if (key === undefined || canonicalId(key.controller) !== id || accountOf(key.id) !== account)
    return owner('key of somebody else');
  return key.publicKeyMultibase === account.slice('did:key:'.length) ? undefined : owner('another key than the account');
}

export function placeOfOutbox(outbox: Outbox, account: Did): PlacementProblem {
  if (!isActor(outbox.attributedTo, account)) return owner('outbox of somebody else');
  if (canonicalId(outbox.id) !== accountId(account, 'outbox')) return place('not the outbox of this account');
  const newest = pageNumberOf(outbox.first);
  if (newest === undefined || canonicalId(outbox.first) !== pageId(account, newest))
    return place('first is no page of this outbox');
  return canonicalId(outbox.last) === pageId(account, 0) ? undefined : place('last is not page 0');
}

export function placeOfCollection(collection: OrderedCollection, account: Did): PlacementProblem {
  if (accountOf(collection.id) !== account || !isActor(collection.attributedTo, account))
    return owner('collection of somebody else');
  return undefined;
}

/** `next` always leads to the page before, so that walking down must end. */
export function placeOfPage(page: OrderedCollectionPage, account: Did): PlacementProblem {
  if (!isActor(page.attributedTo, account)) return owner('page of somebody else');
  if (canonicalId(page.partOf) !== accountId(account, 'outbox')) return place('page of another collection');
  const number = pageNumberOf(page.id);
  if (number === undefined || canonicalId(page.id) !== pageId(account, number)) return place('id names no page of this outbox');
  if (number === 0 && page.totalItems !== page.orderedItems.length) return place('page 0 has nothing below it');
  const next = page.next === undefined ? undefined : canonicalId(page.next);
  return next === (number === 0 ? undefined : pageId(account, number - 1)) ? undefined : place('next is not the page before');
}

export function placeOfActivity(activity: Activity, account: Did): PlacementProblem {
  if (!isActor(activity.actor, account) || accountOf(activity.id) !== account) return owner('activity of somebody else');
  const [outbox, fragment, ...rest] = (canonicalId(activity.id) ?? '').split('#');
  if (outbox !== accountId(account, 'outbox') || rest.length > 0) return place('id is not in the outbox of this account');
  if (fragment === undefined || parseRkey(fragment) === undefined) return place('id ends in no record key');
  return placeOfTarget(activity, account);
}

export function placeOfObject(object: Post | Tombstone, account: Did): PlacementProblem {
  if (!isActor(object.attributedTo, account) || accountOf(object.id) !== account) return owner('object of somebody else');
  const id = canonicalId(object.id);
  // What an account that has ended leaves behind (bridge-spec section 6.5).
  if (object.type === 'Tombstone' && id === accountId(account, 'actor')) return undefined;
  const rkey = parseRkey(/\/([2-7a-z]{13})\.jsonld$/.exec(id ?? '')?.[1] ?? '');
  if (rkey === undefined || id !== treePathToId(account, objectPath(account, rkey)))
    return place('id is no object file of this account');
  return undefined;
}

/** The statement of a successor has another account as its object; what it is worth, `checkSuccession` finds out (section 6.7). */
function isTakingOver({ object, target }: Move, account: Did): boolean {
  const other = accountOf(object);
  return other !== undefined && canonicalId(object) === accountId(other, 'actor') && isActor(target, account);
}

/** Own things only may be created, changed, deleted, taken back or moved. */
function placeOfTarget(activity: Activity, account: Did): PlacementProblem {
  switch (activity.type) {
    case 'Create':
    case 'Update':
    case 'Delete':
    case 'Undo': {
      const id = typeof activity.object === 'string' ? activity.object : activity.object.id;
      return accountOf(id) === account ? undefined : owner(`${activity.type} of somebody else's object`);
    }
    case 'Move':
      return accountOf(activity.object) === account || isTakingOver(activity, account)
        ? undefined
        : owner("Move of somebody else's account");
    case 'Add':
    case 'Remove':
      return accountOf(activity.target) === account ? undefined : owner(`${activity.type} to somebody else's collection`);
    default:
      return undefined;
  }
}
