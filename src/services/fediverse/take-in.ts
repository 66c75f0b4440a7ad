import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { RemotePage } from '../../protocol/fediverse/reading.ts';
import { accountOf } from '../../protocol/identity/ids.ts';
import type { NotificationRecord, PersonRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';

/** No answer brings more. */
const mostPosts = 200;
const mostPeople = 300;
/** A person who says the same as before is written again after this time only. */
const personFreshMs = 24 * 60 * 60 * 1000;
/** What was written longer ago than this is no news. */
const newsMs = 24 * 60 * 60 * 1000;

export interface TakeInOptions {
  readonly nowMs: number;
  /** Whose posts belong into the home timeline. */
  readonly home?: ObjectId | undefined;
  /** Their new posts are told as news. */
  readonly notify?: boolean;
}

/**
 * Stores one answer of a server in one transaction; resolves to the ids of posts that are new here. A server's word about its own people
 * counts more than that of any other server; about others' people it never replaces what is here.
 */
export async function takeIn(store: AccountStore, page: RemotePage, options: TakeInOptions): Promise<readonly ObjectId[]> {
  const said = page.posts
    .slice(0, mostPosts)
    .filter(({ id, author }) => accountOf(id) === undefined && accountOf(author) === undefined);
  const people = page.people.slice(0, mostPeople).filter(({ id }) => accountOf(id) === undefined);
  const [known, knownPeople] = await Promise.all([
    store.posts(said.map(({ id }) => id)),
    store.people(people.map(({ id }) => id)),
  ]);
  const posts = said.flatMap((post, place) => newer({ ...post, home: post.author === options.home ? 1 : 0 }, known[place]) ?? []);
  const isNew = new Set(said.filter((_, place) => known[place] === undefined).map(({ id }) => id));
  const notifications = options.notify === true ? posts.flatMap((post) => news(post, isNew, options)) : [];
  const shown = people.flatMap((person, place) => newerPerson(person, knownPeople[place], options.nowMs));
  if (posts.length + shown.length === 0) return [];
  const { added } = await store.ingest({
    posts: unique(posts),
    deletedPosts: [],
    reactions: [],
    undone: [],
    people: unique(shown),
    notifications,
  });
  return added;
}

/**
 * The post so that the store takes it, or undefined when it says nothing new. Servers show edits of polls, and Misskey all edits, without
 * a new date; and what a server says of its own counts whatever others said before it.
 */
function newer(post: PostRecord, known: PostRecord | undefined): PostRecord | undefined {
  if (known === undefined) return post;
  if (known.deleted === true || known.author !== post.author || known.provenance.type === 'signed') return undefined;
  const [isOwn, wasOwn] = [isByOwnHost(post), isByOwnHost(known)];
  const merged = { ...post, inReplyTo: post.inReplyTo ?? known.inReplyTo };
  if (!isOwn && (wasOwn || known.provenance.host !== hostOf(post))) return addsToThread(merged, known);
  const isSame = JSON.stringify(compared(merged)) === JSON.stringify(compared(known));
  if (isSame) return post.home === 1 && known.home === 0 ? merged : undefined;
  // An older copy of what is known to have been edited is no edit.
  if (isOwn === wasOwn && post.updatedMs < Math.floor(known.updatedMs / 1000) * 1000) return undefined;
  return { ...merged, updatedMs: Math.max(post.updatedMs, known.updatedMs + 1) };
}

/** Whom a post answers is sometimes known only later, from the thread; that much anybody may add. */
function addsToThread(post: PostRecord, known: PostRecord): PostRecord | undefined {
  if (known.inReplyTo !== undefined || post.inReplyTo === undefined) return undefined;
  return { ...known, inReplyTo: post.inReplyTo, updatedMs: known.updatedMs + 1 };
}

/** What somebody would see change; counts of likes change all the time. */
function compared({ object, content, inReplyTo }: PostRecord): unknown {
  const { likes: _likes, shares: _shares, replies: _replies, api: _api, ...rest } = object;
  return [rest, content, inReplyTo];
}

const hostOf = (post: PostRecord): string => (post.provenance.type === 'host' ? post.provenance.host : '');
const isByOwnHost = (post: PostRecord): boolean => URL.canParse(post.author) && new URL(post.author).host === hostOf(post);

function news(post: PostRecord, isNew: ReadonlySet<ObjectId>, { home, nowMs }: TakeInOptions): NotificationRecord[] {
  if (post.author !== home || post.boostOf !== undefined || !isNew.has(post.id) || nowMs - post.atMs > newsMs) return [];
  return [{ id: post.id, type: 'post', actor: post.author, objectId: post.id, atMs: post.atMs, read: false }];
}

function newerPerson(said: PersonRecord, known: PersonRecord | undefined, nowMs: number): PersonRecord[] {
  if (known === undefined) return [said];
  if (said.updatedMs <= known.updatedMs) return [];
  const person = completed(said, known);
  const written = ({ updatedMs: _updatedMs, ...rest }: PersonRecord): string => JSON.stringify(rest);
  const isFresh = nowMs - known.updatedMs < personFreshMs;
  return isFresh && written(person) === written(known) ? [] : [person];
}

/**
 * Beside posts, servers tell less about people than when they are asked for them: without rows and text of the profile, and with the
 * server's name in the address where the account's domain is another.
 */
function completed(said: PersonRecord, known: PersonRecord): PersonRecord {
  const isShort = said.summary.length === 0 && said.actor.attachment === undefined;
  const username = known.username === '' ? said.username : known.username;
  if (!isShort) return { ...said, username };
  return { ...said, username, summary: known.summary, actor: { ...known.actor, ...said.actor } };
}

/** The first of each id. */
function unique<T extends { readonly id: Did | ObjectId }>(records: readonly T[]): T[] {
  const byId = new Map<string, T>();
  for (const record of records) if (!byId.has(record.id)) byId.set(record.id, record);
  return [...byId.values()];
}
