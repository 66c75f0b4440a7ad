import type { PostRecord } from '../../protocol/ports/records.ts';
import type { Cursor, PageRequest } from '../../protocol/ports/store.ts';
import type { Listing, PostView } from '../app-api.ts';
import { loadPostViews, type ViewParts } from './load-posts.ts';
import { isObject, objects } from './members.ts';
import { languageOf } from './post-view.ts';
import { optionsOf, type Relations } from './relations.ts';

/** A page never reads more than this many times its length, however much of it is hidden. */
const maximumRounds = 5;

/** Home timeline, newest first: of what the people followed wrote and boosted, what one wants of them. */
export async function homeTimeline(
  parts: ViewParts,
  page: PageRequest,
  isKept?: (view: PostView) => boolean,
): Promise<Listing<PostView>> {
  const relations = await parts.relations.get();
  return timeline(
    { ...parts, place: 'home' },
    page,
    (request) => parts.store.home(request),
    (record) => isWanted(relations, record),
    isKept,
  );
}

/** No boost of one's own, and none of what the reader's home had by itself less than a day before. */
export const isNews = ({ boostedBy, author, atMs, cursor, missing }: PostView): boolean =>
  !boostedBy || !(boostedBy.me || ((author.me || author.followed) && !missing && cursor.atMs - atMs < 86_400_000));

/**
 * Whether a post or boost belongs into timelines: what the options of the follow want (languages say nothing about boosts), without
 * what people on servers answer to others whom nobody here follows.
 */
export function isWanted(relations: Relations, record: PostRecord): boolean {
  const { showBoosts = true, languages = [] } = optionsOf(relations, record.author) ?? {};
  if (record.boostOf !== undefined) return showBoosts;
  if (isAside(relations, record)) return false;
  const language = languageOf(record.object)?.split('-')[0];
  return languages.length === 0 || language === undefined || languages.some((code) => code.split('-')[0] === language);
}

/** An answer that names people, none of them followed. Servers' posts only: Pollen has few people yet, and every conversation is welcome. */
function isAside({ accts, me }: Relations, { inReplyTo, object, provenance }: PostRecord): boolean {
  const { api } = object;
  if (provenance.type !== 'host' || (inReplyTo === undefined && !(isObject(api) && api.parentKey !== undefined))) return false;
  const named = objects(object, 'tag').flatMap(({ type, name }) => (type === 'Mention' ? [String(name).toLowerCase()] : []));
  const acctOf = (name: string): string => `acct:${name.slice(1)}${name.lastIndexOf('@') > 0 ? '' : `@${provenance.host}`}`;
  return named.length > 0 && inReplyTo?.includes(me) !== true && !named.some((name) => accts.has(acctOf(name)));
}

/** As `read` gives them, in views; those that are not `isShown` or not `isKept` are left out. */
export async function timeline(
  parts: ViewParts,
  page: PageRequest,
  read: (request: PageRequest) => Promise<PostRecord[]>,
  isShown: (record: PostRecord) => boolean = () => true,
  isKept: (view: PostView) => boolean = () => true,
): Promise<Listing<PostView>> {
  const items: PostView[] = [];
  let before = page.before;
  for (let round = 0; round < maximumRounds; round++) {
    const records = await read({ before, limit: page.limit });
    items.push(...(await loadPostViews(parts, records.filter(isShown))).filter(isKept));
    const last = records.at(-1);
    if (last === undefined || records.length < page.limit)
      return { items: items.slice(0, page.limit), next: cut(items, page.limit) };
    before = { atMs: last.atMs, id: last.id };
    if (items.length >= page.limit) break;
  }
  return { items: items.slice(0, page.limit), next: cut(items, page.limit) ?? before };
}

/** Position after the last item shown, when there are more than fit. */
function cut(items: readonly PostView[], limit: number): Cursor | undefined {
  return items.length > limit ? items[limit - 1]?.cursor : undefined;
}
