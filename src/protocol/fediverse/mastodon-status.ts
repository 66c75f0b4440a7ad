import type { ObjectId } from '../brand.ts';
import { objectId } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import { textMember } from '../reader/person.ts';
import { cleanJson, cleanObject, keyMember, objectMember, objectsOf } from './clean-json.ts';
import { accountBeside } from './mastodon-account.ts';
import { audienceOfStatus, statusNote } from './mastodon-note.ts';
import type { Reading, RemotePage, Whose } from './reading.ts';
import { isSameHost, webId } from './reading.ts';
import type { PageDraft } from './remote-page.ts';
import { draftPage } from './remote-page.ts';
import { remoteBoost, remotePost } from './remote-post.ts';

const mostStatuses = 80;

/**
 * Posts out of `GET /api/v1/accounts/:id/statuses` (or another list of statuses), newest first. With `whose`, the list must be of that
 * person, and of the server's own people. Boosts come with what they boost, which is told by this server and not by its author's.
 */
export function mastodonStatuses(json: unknown, reading: Reading, whose?: Whose): RemotePage {
  const list = cleanJson(json);
  const statuses = (Array.isArray(list) ? objectsOf(list) : []).slice(0, mostStatuses);
  const keys = statuses.flatMap((status) => keyMember(status, 'id') ?? []);
  const [newest, older] = [keys[0], keys.at(-1)];
  const page = readStatuses(statuses, reading, whose).page({
    ...(newest !== undefined && { newest }),
    ...(older !== undefined && { older }),
  });
  return page;
}

/** One status: `GET /api/v1/statuses/:id`. */
export const mastodonStatus = (json: unknown, reading: Reading): RemotePage =>
  readStatuses([cleanObject(json) ?? {}], reading).page();

/** What a status answers and its answers: `GET /api/v1/statuses/:id/context`. */
export function mastodonContext(json: unknown, reading: Reading, status?: unknown): RemotePage {
  const context = cleanObject(json) ?? {};
  const around = [...objectsOf(context['ancestors']), ...objectsOf(context['descendants'])];
  return readStatuses([...(status === undefined ? [] : [cleanObject(status) ?? {}]), ...around], reading).page();
}

interface Statuses {
  readonly reading: Reading;
  readonly draft: PageDraft;
  /** Ids by the server's own keys, of all that is in the same answer. */
  readonly ids: ReadonlyMap<string, ObjectId>;
}

function readStatuses(statuses: readonly JsonObject[], reading: Reading, whose?: Whose): PageDraft {
  const ids = new Map<string, ObjectId>();
  for (const status of statuses) {
    for (const one of [status, objectMember(status, 'reblog') ?? {}]) {
      const [key, id] = [keyMember(one, 'id'), webId(one['uri'], reading)];
      if (key !== undefined && id !== undefined) ids.set(key, id);
    }
  }
  const context = { reading, draft: draftPage(), ids };
  for (const status of statuses) {
    if (!isTheirs(status, whose) || addStatus(status, context, whose) === undefined) context.draft.refuse();
  }
  return context.draft;
}

const isTheirs = (status: JsonObject, whose: Whose | undefined): boolean =>
  whose?.key === undefined || keyMember(objectMember(status, 'account') ?? {}, 'id') === whose.key;

/** Adds a status, its author, and what it boosts or quotes. The id of what was added. */
function addStatus(status: JsonObject, context: Statuses, whose?: Whose, isInner = false): ObjectId | undefined {
  const { reading, draft } = context;
  const audience = audienceOfStatus(status);
  const account = objectMember(status, 'account');
  const id = webId(status['uri'], reading);
  if (audience === undefined || account === undefined || id === undefined) return undefined;
  const beside = accountBeside(account, id, reading);
  const author = beside && (whose === undefined ? beside : { ...beside, id: whose.id, actor: { ...beside.actor, id: whose.id } });
  if (author === undefined || !isSameHost(author.id, id)) return undefined;
  const reblog = objectMember(status, 'reblog');
  if (reblog !== undefined) {
    const boostOf = isInner ? undefined : (addStatus(reblog, context, undefined, true) ?? pollenPost(reblog));
    const published = textMember(status, 'created_at');
    const boost =
      boostOf &&
      remoteBoost(
        { id, author: author.id as ObjectId, boostOf, ...(published !== undefined && { published }) },
        audience,
        reading,
      );
    if (boost === undefined) return undefined;
    draft.addPost(boost);
  } else {
    const post = remotePost(...noteOf(status, { id, author: author.id as ObjectId }, context, isInner));
    if (post === undefined) return undefined;
    draft.addPost(post);
    const parentKey = keyMember(status, 'in_reply_to_id');
    if (post.inReplyTo === undefined && parentKey !== undefined) draft.addParent(id, parentKey);
  }
  draft.addPerson(author);
  return id;
}

function noteOf(
  status: JsonObject,
  { id, author }: { readonly id: ObjectId; readonly author: ObjectId },
  context: Statuses,
  isInner: boolean,
): Parameters<typeof remotePost> {
  const { reading } = context;
  const key = keyMember(status, 'id');
  const parentKey = keyMember(status, 'in_reply_to_id');
  const inReplyTo = parentKey === undefined ? undefined : (context.ids.get(parentKey) ?? ownParent(status, id, parentKey));
  const quoted = isInner ? undefined : objectMember(objectMember(status, 'quote') ?? {}, 'quoted_status');
  const quote = quoted && addStatus(quoted, context, undefined, true);
  const note = statusNote(status, {
    id,
    author,
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(quoted !== undefined && quote !== undefined && { quote: { id: quote, url: webId(quoted['url'], reading) ?? quote } }),
  });
  if (key === undefined) return [note, reading];
  const place = { way: 'mastodon', origin: reading.origin, key } as const;
  const api = { ...place, ...(inReplyTo === undefined && parentKey !== undefined && { parentKey }) };
  return [note, reading, { api }];
}

/** Who answers oneself on one's own server answers a status whose id differs from the own one by the server's key only. */
function ownParent(status: JsonObject, id: ObjectId, parentKey: string): ObjectId | undefined {
  const key = keyMember(status, 'id');
  const isOwn = keyMember(status, 'in_reply_to_account_id') === keyMember(objectMember(status, 'account') ?? {}, 'id');
  if (key === undefined || !isOwn || !id.endsWith(`/statuses/${key}`)) return undefined;
  return `${id.slice(0, -key.length)}${parentKey}` as ObjectId;
}

/** A boosted post of a Pollen account: what it says is read from its author, who has signed it. */
function pollenPost(status: JsonObject): ObjectId | undefined {
  const id = objectId(textMember(status, 'uri') ?? '');
  return id?.startsWith('ap:') === true && audienceOfStatus(status) !== undefined ? id : undefined;
}
