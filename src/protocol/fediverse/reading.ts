import type { ObjectId } from '../brand.ts';
import { hostToAsk } from '../identity/host-to-ask.ts';
import { objectId } from '../identity/ids.ts';
import type { JsonValue } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import type { PersonRecord, PostRecord } from '../ports/records.ts';
import type { HtmlToRichText } from '../reader/person.ts';
import type { Acct } from './acct.ts';

/** Who answered, when, and how its HTML is read. */
export interface Reading {
  /** Of the server that answered: it is its word that what comes of the answer is. */
  readonly origin: string;
  readonly nowMs: number;
  readonly htmlToRichText: HtmlToRichText;
}

/** Whose posts were asked for: the actor's id, and the server's own key for them where it has one. */
export interface Whose {
  readonly id: ObjectId;
  readonly key?: string;
}

/** Who was looked for; what is known of them must be true of the answer. */
export interface Expected {
  readonly acct?: Acct;
  readonly id?: ObjectId;
}

export interface FoundPerson {
  readonly person: PersonRecord;
  /** The server's own key for them. */
  readonly key?: string;
  /** Where their posts are: outbox or feed. */
  readonly source?: string;
  /** They have moved to this account. */
  readonly moved?: ObjectId;
}

/** `somebody-else`: the answer is about another than was asked for, or speaks for another server's people. */
export type PersonError = { readonly type: 'malformed' | 'somebody-else' | 'gone' };

/** Posts out of one answer. Nothing in it is private, and everything is bounded; whether it belongs to the home timeline is not said. */
export interface RemotePage {
  readonly posts: readonly PostRecord[];
  /** Authors, boosters, boosted authors: as far as this server tells. */
  readonly people: readonly PersonRecord[];
  /** Replies whose parent the server only names by its own key; `parentKey` of their `api` member says the same. */
  readonly parents: readonly { readonly post: ObjectId; readonly key: string }[];
  /** What the answer only names: notes of an outbox, boosted posts. */
  readonly references: readonly ObjectId[];
  /** Where to go on towards newer and older ones: ids of Mastodon (`since_id`, `max_id`) and Misskey (`sinceId`, `untilId`), next page. */
  readonly newest?: string;
  readonly older?: string;
  /** How many entries came to nothing: private, malformed, or not this server's to tell. */
  readonly refused: number;
}

/**
 * An id of the web as a server may name it: https, or http when the server itself is on this machine. Portable ids are none: what those
 * people say they have signed.
 */
export function webId(text: JsonValue | undefined, { origin }: Pick<Reading, 'origin'>): ObjectId | undefined {
  const id = typeof text === 'string' ? objectId(text) : undefined;
  if (id === undefined || id.startsWith('ap:')) return undefined;
  // Most of what an answer names is the server's own, and it was asked already.
  if (id.startsWith(`${origin}/`)) return id;
  return hostToAsk(new URL(id).origin, origin) === undefined ? undefined : id;
}

/** As `webId`, of a member that may also be an object with an id, or a list whose first entry counts. */
export function idOf(value: JsonValue | undefined, reading: Pick<Reading, 'origin'>): ObjectId | undefined {
  const [first] = [value].flat();
  return webId(isJsonObject(first) ? first['id'] : first, reading);
}

export function isSameHost(one: string, other: string): boolean {
  const [origin] = /^https?:\/\/[^/?#\\]+\//.exec(one) ?? [];
  return (origin !== undefined && other.startsWith(origin)) || new URL(one).host === new URL(other).host;
}

/** A server may name its people after a domain above its own or below it; anything else is a name that its owner has not confirmed. */
export const plausibleHost = (named: string, host: string): string =>
  named === host || host.endsWith(`.${named}`) || named.endsWith(`.${host}`) ? named : host;
