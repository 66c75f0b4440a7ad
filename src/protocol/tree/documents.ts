import type { CanonicalId, Did, Timestamp } from '../brand.ts';
import { canonicalId } from '../identity/ids.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';

/** Audience of everything in a version 1 tree. */
export const publicAudience = 'https://www.w3.org/ns/activitystreams#Public';

const context: JsonValue = ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v1'];

/** How an account writes its ids: everything before `actor.jsonld` (bridge-spec section 2: canonical, or on its own origin). */
export interface WrittenForm {
  readonly prefix: string;
  readonly actor: string;
  readonly outbox: string;
}

/** The written form that an actor document uses. */
export function writtenFormOf(actor: JsonObject, did: Did): WrittenForm {
  const id = actor['id'];
  const suffix = 'actor.jsonld';
  if (typeof id !== 'string' || canonicalId(id) !== `ap://${did}/${suffix}`) throw new TypeError('not the actor of this account');
  const prefix = id.slice(0, -suffix.length);
  return { prefix, actor: id, outbox: `${prefix}outbox.jsonld` };
}

/** `outbox/0012/001234.jsonld`, below the account's base. */
export function pageName(page: number): string {
  const digits = String(page).padStart(6, '0');
  return `outbox/${digits.slice(0, 4)}/${digits}.jsonld`;
}

/** bridge-spec section 5, outbox. */
export const outboxDocument = (
  form: WrittenForm,
  state: { readonly totalItems: number; readonly newestPage: number; readonly updated: Timestamp },
): JsonObject => ({
  '@context': context,
  attributedTo: form.actor,
  first: form.prefix + pageName(state.newestPage),
  id: form.outbox,
  last: form.prefix + pageName(0),
  to: [publicAudience],
  totalItems: state.totalItems,
  type: 'OrderedCollection',
  updated: state.updated,
});

/** bridge-spec section 5, page; `items` newest first. */
export const pageDocument = (form: WrittenForm, page: number, items: readonly JsonObject[]): JsonObject => ({
  '@context': context,
  attributedTo: form.actor,
  id: form.prefix + pageName(page),
  ...(page > 0 && { next: form.prefix + pageName(page - 1) }),
  orderedItems: items,
  partOf: form.outbox,
  to: [publicAudience],
  type: 'OrderedCollectionPage',
});

/** bridge-spec section 1, inbox: a collection that nobody can post to. */
export const inboxDocument = (form: WrittenForm): JsonObject => ({
  '@context': context,
  attributedTo: form.actor,
  id: `${form.prefix}inbox.jsonld`,
  to: [publicAudience],
  totalItems: 0,
  type: 'OrderedCollection',
});

/** bridge-spec section 1, featured: ids as written, newest first. */
export const featuredDocument = (form: WrittenForm, ids: readonly string[]): JsonObject => ({
  '@context': context,
  attributedTo: form.actor,
  id: `${form.prefix}featured.jsonld`,
  orderedItems: ids,
  to: [publicAudience],
  totalItems: ids.length,
  type: 'OrderedCollection',
});

/** bridge-spec section 6, Delete: what takes the place of an object. `object` undefined: it was never in the tree. */
export function tombstoneDocument(form: WrittenForm, id: string, object: JsonObject | undefined, deleted: Timestamp): JsonObject {
  const formerType = object?.['type'];
  const published = object?.['published'];
  return {
    '@context': context,
    attributedTo: form.actor,
    deleted,
    formerType: typeof formerType === 'string' ? formerType : 'Note',
    id,
    published: typeof published === 'string' ? published : deleted,
    type: 'Tombstone',
  };
}

/** The date as it is written in documents: whole seconds, UTC. */
export const timestampOf = (ms: number): Timestamp => `${new Date(ms).toISOString().slice(0, 19)}Z` as Timestamp;

/** A text member, or undefined. */
export function textOf(document: JsonObject | undefined, member: string): string | undefined {
  const value = document?.[member];
  return typeof value === 'string' ? value : undefined;
}

/** The object that a Create or Update carries in full, with its canonical id. */
export function embeddedObject(activity: JsonObject): { readonly id: CanonicalId; readonly object: JsonObject } | undefined {
  const { type, object } = activity;
  if ((type !== 'Create' && type !== 'Update') || !isJsonObject(object)) return undefined;
  const id = canonicalId(textOf(object, 'id') ?? '');
  return id === undefined ? undefined : { id, object };
}

/** Canonical id of what an activity is about, whether embedded or named. */
export function objectIdOf(activity: JsonObject): CanonicalId | undefined {
  const { object } = activity;
  return canonicalId(typeof object === 'string' ? object : isJsonObject(object) ? (textOf(object, 'id') ?? '') : '');
}

/** Dates of an object decide which of two versions is newer (bridge-spec section 6: the highest `updated`). */
export const versionOf = (object: JsonObject | undefined): string =>
  textOf(object, 'updated') ?? textOf(object, 'published') ?? '';
