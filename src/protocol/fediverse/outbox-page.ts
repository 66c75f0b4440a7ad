import type { ObjectId } from '../brand.ts';
import { canonicalId } from '../identity/ids.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { textMember } from '../reader/person.ts';
import { addOwnNote, itemsOf } from './activity-pub-note.ts';
import { cleanObject, objectMember } from './clean-json.ts';
import type { Reading, RemotePage, Whose } from './reading.ts';
import { idOf, isSameHost, webId } from './reading.ts';
import type { PageDraft } from './remote-page.ts';
import { draftPage } from './remote-page.ts';
import { audienceOf, remoteBoost } from './remote-post.ts';

const mostItems = 100;

/**
 * Posts and boosts of an outbox, or of one of its pages. `older` is the next page, or, of an outbox that carries no items itself, its
 * first. What is only named, and what lies on other hosts, becomes `references`. Without `whose` the items may be anybody's, as in the
 * answers to a post.
 */
export function outboxPage(json: unknown, reading: Reading, whose?: Whose): RemotePage {
  const outbox = cleanObject(json) ?? {};
  const first = objectMember(outbox, 'first');
  const page = itemsOf(outbox).length === 0 && first !== undefined ? first : outbox;
  const draft = draftPage();
  for (const item of itemsOf(page).slice(0, mostItems)) addItem(item, { reading, draft, whose });
  const older = idOf(page['next'], reading) ?? (page === outbox ? idOf(outbox['first'], reading) : undefined);
  const isTheirs = older !== undefined && isSameHost(older, reading.origin) && older !== webId(page['id'], reading);
  return draft.page({ ...(isTheirs && { older }) });
}

interface Context {
  readonly reading: Reading;
  readonly draft: PageDraft;
  readonly whose?: Whose | undefined;
}

function addItem(item: JsonValue, { reading, draft, whose }: Context): void {
  if (!isJsonObject(item)) {
    const id = webId(item, reading);
    if (id === undefined) draft.refuse();
    else draft.addReference(id);
    return;
  }
  const isActivity = item['type'] === 'Create' || item['type'] === 'Announce' || item['type'] === 'Update';
  if (isActivity && whose !== undefined && idOf(item['actor'], reading) !== whose.id) draft.refuse();
  else if (item['type'] === 'Announce') addBoost(item, { reading, draft, whose });
  else addNote(isActivity ? item['object'] : item, { reading, draft, whose });
}

/** A note that lies elsewhere is only named here: its own server says what it says. */
function addNote(note: JsonValue | undefined, { reading, draft, whose }: Context): void {
  const id = idOf(note, reading);
  if (id !== undefined && (!isJsonObject(note) || !isSameHost(id, reading.origin))) draft.addReference(id);
  else if (!isJsonObject(note) || addOwnNote(note, reading, draft, whose?.id) === undefined) draft.refuse();
}

function addBoost(announce: JsonObject, { reading, draft, whose }: Context): void {
  const { object } = announce;
  const id = webId(announce['id'], reading);
  const author = whose?.id ?? idOf(announce['actor'], reading);
  const audience = audienceOf(announce);
  const boostOf = idOf(object, reading) ?? portableId(object);
  if (
    id === undefined ||
    author === undefined ||
    audience === undefined ||
    boostOf === undefined ||
    !isSameHost(id, reading.origin)
  ) {
    draft.refuse();
    return;
  }
  const own = isJsonObject(object) && isSameHost(boostOf, reading.origin) ? addOwnNote(object, reading, draft) : undefined;
  if (own === undefined && !boostOf.startsWith('ap:')) draft.addReference(boostOf);
  const published = textMember(announce, 'published');
  draft.addPost(remoteBoost({ id, author, boostOf, ...(published !== undefined && { published }) }, audience, reading));
}

/** A post of a Pollen account, which its author has signed. */
function portableId(value: JsonValue | undefined): ObjectId | undefined {
  const id = isJsonObject(value) ? value['id'] : value;
  return typeof id === 'string' ? canonicalId(id) : undefined;
}
