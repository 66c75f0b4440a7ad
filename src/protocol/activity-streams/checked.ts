import type { JsonObject } from '../json.ts';
import type { SignedJsonError } from '../proof/signed-json.ts';
import type { Result } from '../result.ts';
import type { Activity } from './activity.ts';
import type { Actor } from './actor.ts';
import type { OrderedCollection, OrderedCollectionPage, Outbox } from './collection.ts';
import type { Post, Tombstone } from './object.ts';

export type CheckError =
  | SignedJsonError
  | { readonly type: 'bad-schema' | 'wrong-owner' | 'wrong-place' | 'bad-proof'; readonly detail: string };

/** What a document may be. `collection`: inbox, featured, followers, following. */
export interface DocumentKinds {
  readonly actor: Actor;
  readonly outbox: Outbox;
  readonly page: OrderedCollectionPage;
  readonly collection: OrderedCollection;
  readonly activity: Activity;
  readonly object: Post | Tombstone;
}
export type DocumentKind = keyof DocumentKinds;

/** A document whose limits, shape, owner, place and proof have been checked. */
export interface Checked<Kind extends DocumentKind = DocumentKind> {
  readonly kind: Kind;
  /** As it was signed, unknown members and all. */
  readonly document: JsonObject;
  /** The same object, typed. */
  readonly value: DocumentKinds[Kind];
}

/** An activity and, for Create and Update, what it carries; absent when it only names it. */
export interface CheckedActivity extends Checked<'activity'> {
  readonly object?: Checked<'object'> | Checked<'actor'>;
}

export interface CheckedPage extends Checked<'page'> {
  /** In the page's order: newest first. A refused one does not spoil the others. */
  readonly activities: readonly Result<CheckedActivity, CheckError>[];
}
