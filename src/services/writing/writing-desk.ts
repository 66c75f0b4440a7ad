import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { PersonRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, Cursor } from '../../protocol/ports/store.ts';
import { objects, text } from '../views/members.ts';
import { matchNames, matchTags } from './match-names.ts';
import type { KnownName, WritingDesk } from './writing-api.ts';

/** Posts that are looked through for people and hashtags, newest first. */
const mostPosts = 600;
const pageSize = 100;

interface Known {
  readonly people: readonly KnownName[];
  /** How often each was seen, by the way in which it is written most often. */
  readonly tags: ReadonlyMap<string, number>;
}

const desks = new WeakMap<AccountStore, WritingDesk>();

/** The desk of an account: one, so that what it knows is read once. */
export function writingDeskOf(store: AccountStore): WritingDesk {
  const desk = desks.get(store) ?? createWritingDesk(store);
  desks.set(store, desk);
  return desk;
}

/** Reads what is known at the first question, and again when whom one follows has changed. */
function createWritingDesk(store: AccountStore): WritingDesk {
  let known: Promise<Known> | undefined;
  let stop: (() => void) | undefined;

  function ask(): Promise<Known> {
    stop ??= store.onChange((topics) => {
      if (['follows', 'remote', 'moderation', 'outbox'].some((topic) => (topics as ReadonlySet<string>).has(topic)))
        known = undefined;
    });
    const asked = known ?? readKnown(store);
    known = asked;
    asked.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked;
  }

  return {
    people: async (typed) => matchNames((await ask()).people, typed),
    tags: async (typed) => matchTags((await ask()).tags, typed),
  };
}

async function readKnown(store: AccountStore): Promise<Known> {
  const [follows, reads, moderation, posts] = await Promise.all([
    store.follows(),
    store.remote.readStates(),
    store.moderation(),
    newestPosts(store),
  ]);
  const followed = new Set<Did | ObjectId>(follows.filter(({ removed }) => !removed).map(({ did }) => did));
  for (const { id } of await store.remote.follows()) if (id !== undefined) followed.add(id);
  const hidden = new Set<string>(moderation.filter(({ removed }) => !removed).map(({ target }) => target));
  const ids = new Set<Did | ObjectId>([...followed, ...reads.map(({ id }) => id), ...posts.map(({ author }) => author)]);
  ids.delete(store.did);
  const people = await store.people([...ids].filter((id) => !hidden.has(id)));
  return {
    people: people.flatMap((person) => (person === undefined ? [] : [nameOf(person, followed.has(person.id))])),
    tags: countTags(posts),
  };
}

const nameOf = ({ id, name, username, icon }: PersonRecord, isFollowed: boolean): KnownName => ({
  id,
  name: name || username,
  handle: username,
  isFollowed,
  ...(icon !== undefined && { icon }),
});

async function newestPosts(store: AccountStore): Promise<readonly PostRecord[]> {
  const found: PostRecord[] = [];
  for (const read of [store.home.bind(store), (page: Parameters<AccountStore['home']>[0]) => store.byAuthor(store.did, page)]) {
    let before: Cursor | undefined;
    for (let seen = 0; seen < mostPosts / 2; seen += pageSize) {
      const page = await read({ limit: pageSize, ...(before && { before }) });
      found.push(...page);
      before = page.at(-1);
      if (page.length < pageSize) break;
    }
  }
  return found;
}

function countTags(posts: readonly PostRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, Map<string, number>>();
  for (const { object } of posts) {
    for (const tag of objects(object, 'tag')) {
      const name = text(tag, 'type') === 'Hashtag' ? text(tag, 'name')?.replace(/^#/, '') : undefined;
      if (name === undefined || name === '') continue;
      const ways = counts.get(name.toLowerCase()) ?? new Map<string, number>();
      counts.set(name.toLowerCase(), ways.set(name, (ways.get(name) ?? 0) + 1));
    }
  }
  return new Map(
    [...counts.values()].map((ways) => {
      const [usual = ''] = [...ways].toSorted(([, a], [, b]) => b - a)[0] ?? [];
      return [usual, [...ways.values()].reduce((sum, count) => sum + count, 0)];
    }),
  );
}
