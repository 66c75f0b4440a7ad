import type { ObjectId } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import { cleanObject, objectMember } from './clean-json.ts';
import type { Reading, RemotePage } from './reading.ts';
import { idOf, isSameHost, webId } from './reading.ts';
import type { PageDraft } from './remote-page.ts';
import { draftPage } from './remote-page.ts';
import { remotePost } from './remote-post.ts';

/**
 * One post that a server shows under its id, or the Create around it. Ids of answers that it carries become `references`, the address of
 * the first page of them `older`.
 */
export function activityPubNote(json: unknown, reading: Reading): RemotePage {
  const document = cleanObject(json) ?? {};
  const note = document['type'] === 'Create' ? (objectMember(document, 'object') ?? {}) : document;
  const draft = draftPage();
  const post = addOwnNote(note, reading, draft);
  if (post === undefined) draft.refuse();
  const replies = post === undefined ? undefined : note['replies'];
  const collection = cleanObject(replies);
  const first = collection === undefined ? undefined : objectMember(collection, 'first');
  for (const id of itemsOf(first ?? collection ?? {}).flatMap((item) => idOf(item, reading) ?? [])) draft.addReference(id);
  const older =
    first === undefined ? (idOf(collection?.['first'], reading) ?? webId(replies, reading)) : idOf(first['next'], reading);
  return draft.page({ ...(older !== undefined && post !== undefined && isSameHost(older, post) && { older }) });
}

/**
 * Adds a note that lies on the host which answered: nobody else can say what it says. Its author is known by id alone; `author` is who it
 * must be. The id of what was added.
 */
export function addOwnNote(note: JsonObject, reading: Reading, draft: PageDraft, author?: ObjectId): ObjectId | undefined {
  const id = webId(note['id'], reading);
  const attributedTo = idOf(note['attributedTo'], reading);
  if (id === undefined || attributedTo === undefined || !isSameHost(id, reading.origin)) return undefined;
  if (author !== undefined && attributedTo !== author) return undefined;
  const inReplyTo = namedId(note['inReplyTo']);
  const post = remotePost({ ...note, tag: tagList(note), attributedTo, ...(inReplyTo !== undefined && { inReplyTo }) }, reading);
  draft.addPost(post);
  return post?.id;
}

/** Entries of a collection or a page of one. */
export function itemsOf(collection: JsonObject): readonly JsonObject[string][] {
  const items = collection['orderedItems'] ?? collection['items'];
  return items === undefined ? [] : ([items].flat() as JsonObject[string][]);
}

/** What is answered may be anybody's, also a portable id: it is only named. */
function namedId(value: JsonObject[string] | undefined): string | undefined {
  const [first] = [value].flat();
  const id = typeof first === 'object' && !Array.isArray(first) ? (first as JsonObject)['id'] : first;
  return typeof id === 'string' ? id : undefined;
}

const tagList = (note: JsonObject): readonly JsonObject[string][] => [note['tag'] ?? []].flat() as JsonObject[string][];
