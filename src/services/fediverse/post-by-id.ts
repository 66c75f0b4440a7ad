import type { Did, ObjectId } from '../../protocol/brand.ts';
import { actorPerson } from '../../protocol/fediverse/actor-person.ts';
import { readJson } from '../../protocol/fediverse/clean-json.ts';
import type { RemotePage } from '../../protocol/fediverse/reading.ts';
import type { PersonRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { isObject, text } from '../views/members.ts';
import { takeIn } from './take-in.ts';
import { activityJson, type Ask } from './ways/ask.ts';
import type { KnownPlace, ReadError } from './ways/way.ts';
import { wayOf } from './ways/way-of.ts';

/** Authors of one answer that are asked for who they are. */
const mostIntroductions = 5;

interface Place extends KnownPlace {
  readonly way: 'mastodon' | 'misskey' | 'activitypub';
  /** The post came from there. */
  readonly isSure?: true;
}

export interface FetchParts {
  readonly store: AccountStore;
  readonly ask: Ask;
  readonly nowMs: number;
  /** Whose posts belong into the home timeline. */
  readonly home?: ObjectId | undefined;
}

/** Fetches a post by its id, alone or with the conversation around it, and stores it; true when it came. */
export async function fetchPostById(parts: FetchParts, id: ObjectId, what: 'post' | 'conversation'): Promise<boolean> {
  const known = await parts.store.post(id);
  for (const place of placesOf(id, known)) {
    const way = await wayOf(place.way);
    const found = await way[what](parts.ask, place, id);
    if (!found.ok && known !== undefined && isGone(found.error, place, known)) {
      await forget(parts, known);
      return false;
    }
    if (!found.ok || found.value.posts.length === 0) continue;
    const people = place.way === 'activitypub' ? await introduce(parts, found.value) : [];
    await takeIn(parts.store, { ...found.value, people: [...found.value.people, ...people] }, parts);
    if (found.value.posts.some((post) => post.id === id)) return true;
  }
  return false;
}

/** Its own server does not know it any more; others may just not have it. */
function isGone(error: ReadError, place: Place, { author, provenance }: PostRecord): boolean {
  const isOwn = provenance.type === 'host' && URL.canParse(author) && new URL(author).origin === place.origin;
  if (!isOwn || error.type !== 'refused') return false;
  // A guessed interface may just not be there.
  return error.status === 410 || (error.status === 404 && place.isSure === true);
}

async function forget({ store, nowMs }: FetchParts, { id, author }: PostRecord): Promise<void> {
  const deletedPosts = [{ id, author, atMs: nowMs }];
  await store.ingest({ posts: [], deletedPosts, reactions: [], undone: [], notifications: [] });
}

/** Plain ActivityPub names authors by their ids only. */
async function introduce({ store, ask }: FetchParts, { posts }: RemotePage): Promise<readonly PersonRecord[]> {
  const authors = [...new Set(posts.map(({ author }) => author))].slice(0, mostIntroductions);
  const known = await store.people(authors);
  const people: PersonRecord[] = [];
  for (const author of authors.filter((_, place) => known[place] === undefined)) {
    const person = await fetchActor(ask, author);
    if (person !== undefined) people.push(person);
  }
  return people;
}

async function fetchActor(ask: Ask, id: Did | ObjectId): Promise<PersonRecord | undefined> {
  const answer = await ask({ url: id, accept: activityJson, allowGateway: true });
  if (!answer.ok || answer.value === 'unchanged') return undefined;
  const found = actorPerson(readJson(answer.value.bytes), answer.value.reading, { id: id as ObjectId });
  return found.ok ? found.value.person : undefined;
}

/** Where a post may be asked for, best first: where it came from, then its own host as its address looks. */
function placesOf(id: ObjectId, known: PostRecord | undefined): readonly Place[] {
  if (!/^https?:/.test(id)) return [];
  const guessed = guessPlaces(id);
  const api = known?.object.api;
  if (!isObject(api)) return guessed;
  const [origin, key, way] = [text(api, 'origin'), text(api, 'key'), text(api, 'way')];
  if (origin === undefined || key === undefined || (way !== 'mastodon' && way !== 'misskey')) return guessed;
  return [{ way, origin, key, isSure: true }, ...guessed.filter((place) => place.origin !== origin)];
}

/** As the addresses of posts look at Mastodon (`/users/ana/statuses/1`, `/@ana/1`), Pleroma (`/notice/1`) and Misskey (`/notes/1`). */
function guessPlaces(id: ObjectId): readonly Place[] {
  const { origin, pathname } = new URL(id);
  const mastodon = /^\/(?:(?:ap\/)?users\/[^/]+\/statuses|@[^/]+|notice)\/([A-Za-z0-9]{1,64})$/.exec(pathname)?.[1];
  const misskey = /^\/notes\/([A-Za-z0-9]{1,64})$/.exec(pathname)?.[1];
  return [
    ...(mastodon === undefined ? [] : [{ way: 'mastodon' as const, origin, key: mastodon }]),
    ...(misskey === undefined ? [] : [{ way: 'misskey' as const, origin, key: misskey }]),
    { way: 'activitypub', origin, key: '' },
  ];
}
