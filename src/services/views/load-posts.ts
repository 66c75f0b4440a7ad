import type { Did, ObjectId } from '../../protocol/brand.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import type { FilterPlace } from '../../protocol/ports/filters.ts';
import type { OutboxRecord, PersonRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, PostTally } from '../../protocol/ports/store.ts';
import type { Sift } from '../filters/compile-filters.ts';
import { authorOf, isDid } from '../addresses.ts';
import type { DeliveryView, PostView } from '../app-api.ts';
import { ownPerson } from './own-person.ts';
import type { PersonContext } from './person-view.ts';
import { noTally, postView, type PostContext } from './post-view.ts';
import { isHidden, type RelationsCache } from './relations.ts';

/** Where this account's posts are known to have arrived. */
export interface Reach {
  readonly people: number;
  readonly gateways: readonly string[];
  /** Published, but not at these gateways yet. */
  readonly fresh: readonly ObjectId[];
}

export interface ViewParts {
  readonly store: AccountStore;
  readonly relations: RelationsCache;
  /** Where the posts are shown; filters ask. Absent: elsewhere. */
  readonly place?: FilterPlace;
  /** App address without fragment; links are made with it. */
  readonly appBase: string;
  gateways(): readonly string[];
  reach(): Reach;
  nowMs(): number;
}

export async function personContext(parts: ViewParts): Promise<PersonContext> {
  return { relations: await parts.relations.get(), appBase: parts.appBase, gateways: parts.gateways() };
}

/**
 * Views of a page of records, in their order, in four rounds of reading whatever the length of the page. Left out: records of
 * hidden people, boosts of hidden people's posts, what filters hide, and what has been deleted.
 */
export async function loadPostViews(parts: ViewParts, records: readonly PostRecord[], aside?: Aside): Promise<PostView[]> {
  const people = await personContext(parts);
  const byId = await relatedPosts(parts.store, records);
  const { sift, me } = people.relations;
  const filterOf = (record: PostRecord): ReturnType<Sift> => {
    const target = record.boostOf === undefined ? record : byId.get(record.boostOf);
    return target === undefined || target.author === me ? undefined : sift?.(target, parts.place ?? 'elsewhere');
  };
  const shown = records.filter((record) => {
    const target = record.boostOf === undefined ? record : byId.get(record.boostOf);
    const author = target?.author ?? authorOf(record.boostOf ?? record.id);
    const hidden = isHidden(people.relations, record.author) || (author !== undefined && isHidden(people.relations, author));
    return !hidden && record.deleted !== true && target?.deleted !== true && filterOf(record)?.action !== 'hide';
  });
  const context = await postContext(parts, people, shown, byId, aside);
  // Blocks that name people by `user@host` need the people.
  const isShown = (id: Did | ObjectId): boolean =>
    !hasEnded(context.person(id)) && !isHidden(people.relations, id, context.person(id)?.username);
  return shown
    .map((record) => ({ record, view: postView(record, context) }))
    .flatMap(({ record, view }) =>
      isShown(record.author) && isShown(view.author.id) ? [withFilter(view, filterOf(record))] : [],
    );
}

/** What stands beside posts: their authors, what people think of them. */
export interface Aside {
  readonly asked: ReadonlySet<Did | ObjectId>;
  readonly people: ReadonlyMap<Did | ObjectId, PersonRecord>;
  readonly tallies: ReadonlyMap<ObjectId, PostTally>;
  readonly bookmarked: ReadonlySet<ObjectId>;
}

/** Read by ids, so that whoever knows them need not wait for the posts. */
export async function readAside(
  { store }: ViewParts,
  ids: readonly ObjectId[],
  authors: readonly (Did | ObjectId)[],
): Promise<Aside> {
  const asked = new Set(authors);
  const [people, counted, bookmarked] = await Promise.all([
    loadPeople(store, [...asked]),
    store.tallies(ids, store.did),
    store.collections.bookmarked(ids),
  ]);
  return { asked, people, tallies: new Map(ids.map((id, index) => [id, counted[index] ?? noTally])), bookmarked };
}

const withFilter = (view: PostView, filter: ReturnType<Sift>): PostView =>
  filter === undefined ? view : { ...view, filtered: filter.text };

async function relatedPosts(store: AccountStore, records: readonly PostRecord[]): Promise<Map<ObjectId, PostRecord>> {
  const byId = new Map(records.map((record) => [record.id, record]));
  const boosted = records.flatMap((record) => record.boostOf ?? []);
  await addPosts(store, byId, boosted);
  // What is quoted comes in one read with what is answered.
  const around = [...byId.values()].flatMap((record) => [record.inReplyTo ?? [], record.quotes ?? []].flat());
  await addPosts(store, byId, around);
  return byId;
}

async function addPosts(store: AccountStore, byId: Map<ObjectId, PostRecord>, ids: readonly ObjectId[]): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !byId.has(id));
  if (missing.length === 0) return;
  for (const record of await store.posts(missing)) if (record !== undefined) byId.set(record.id, record);
}

async function postContext(
  parts: ViewParts,
  people: PersonContext,
  shown: readonly PostRecord[],
  byId: ReadonlyMap<ObjectId, PostRecord>,
  ahead: Aside | undefined,
): Promise<PostContext> {
  const { me } = people.relations;
  const ids = [...new Set(shown.map((record) => record.boostOf ?? record.id))];
  const isOwn = (id: ObjectId): boolean => (byId.get(id)?.author ?? authorOf(id)) === me;
  const authors = authorsOf(shown, byId);
  const isThere = ahead !== undefined && ids.every((id) => ahead.tallies.has(id));
  const [aside, others, waiting] = await Promise.all([
    isThere ? ahead : readAside(parts, ids, authors),
    isThere
      ? loadPeople(
          parts.store,
          authors.filter((id) => !ahead.asked.has(id)),
        )
      : undefined,
    ids.some(isOwn) ? parts.store.waitingFor(ids.filter(isOwn)) : [],
  ]);
  const questions = [...byId.values()].filter(({ object }) => object['type'] === 'Question');
  const polls =
    questions.length === 0
      ? undefined
      : await (await import('./poll-views.ts')).loadPollViews(parts.store, questions, parts.nowMs());
  const person = (id: Did | ObjectId): PersonRecord | undefined => aside.people.get(id) ?? others?.get(id);
  const writing = waiting.filter(({ type }) => type === 'Create' || type === 'Update');
  const held = new Map(writing.map((entry) => [entry.objectId, entry]));
  return {
    ...people,
    person,
    post: (id) => byId.get(id),
    tally: (id) => aside.tallies.get(id) ?? noTally,
    poll: (id) => polls?.get(id),
    isBookmarked: (id) => aside.bookmarked.has(id),
    isHidden: ({ author }) => hasEnded(person(author)) || isHidden(people.relations, author, person(author)?.username),
    delivery: (id) => deliveryView(id, held.get(id), parts.reach(), parts.nowMs()),
  };
}

function authorsOf(shown: readonly PostRecord[], byId: ReadonlyMap<ObjectId, PostRecord>): (Did | ObjectId)[] {
  const authors = new Set<Did | ObjectId>();
  const add = (id: ObjectId | undefined): void => {
    const author = id === undefined ? undefined : (byId.get(id)?.author ?? authorOf(id));
    if (author !== undefined) authors.add(author);
  };
  for (const record of shown) {
    authors.add(record.author);
    add(record.boostOf);
    const said = record.boostOf === undefined ? record : byId.get(record.boostOf);
    add(said?.inReplyTo);
    add(said?.quotes);
  }
  return [...authors];
}

/** Known people by id, in one read; oneself as typed here. */
export async function loadPeople(
  store: AccountStore,
  ids: readonly (Did | ObjectId)[],
): Promise<Map<Did | ObjectId, PersonRecord>> {
  const me = store.did;
  const [records, profile] = await Promise.all([
    ids.length === 0 ? [] : store.people(ids),
    ids.includes(me) ? store.profile() : undefined,
  ]);
  const known = new Map(records.flatMap((record) => (record === undefined ? [] : [[record.id, record]])));
  for (const id of ids) {
    if (id === me || !isDid(id) || (known.has(id) && known.get(id)?.succeededBy === undefined)) continue;
    const person = await (await loadFormer()).whoGoesOn(store, id);
    if (person) known.set(id, { ...person, id });
  }
  if (profile !== undefined) known.set(me, ownPerson(me, profile, known.get(me)));
  return known;
}

/** Few accounts were ever replaced. */
const loadFormer = loadOnce(() => import('./former-accounts.ts'));

const hasEnded = (person: PersonRecord | undefined): boolean => person?.endedAtMs !== undefined;

function deliveryView(id: ObjectId, held: OutboxRecord | undefined, reach: Reach, nowMs: number): DeliveryView {
  if (held === undefined) {
    return { stage: 'published', people: reach.people, gateways: reach.fresh.includes(id) ? [] : reach.gateways };
  }
  if (held.notBeforeMs > nowMs) return { stage: 'undo', untilMs: held.notBeforeMs, people: 0, gateways: [] };
  return { stage: 'this-device', people: 0, gateways: [] };
}
