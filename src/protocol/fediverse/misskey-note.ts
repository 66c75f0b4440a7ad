import type { ObjectId } from '../brand.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { textMember } from '../reader/person.ts';
import type { RichText } from '../rich-text.ts';
import { cleanJson, cleanObject, countMember, keyMember, objectMember, objectsOf } from './clean-json.ts';
import { totals } from './mastodon-note.ts';
import type { MfmBudget } from './mfm.ts';
import { mfmTags, mfmToRichText } from './mfm.ts';
import { emojiTags, userBeside } from './misskey-user.ts';
import type { Reading, RemotePage, Whose } from './reading.ts';
import { webId } from './reading.ts';
import type { PageDraft } from './remote-page.ts';
import { draftPage } from './remote-page.ts';
import { audienceMembers, remoteBoost, remotePost } from './remote-post.ts';

const mostNotes = 100;
const mostFiles = 8;
/** Of all notes of one answer together. */
const mostMarkup = 40_000;

/**
 * Posts out of `POST /api/users/notes` (or `notes/children`, `notes/conversation`), newest first. With `whose`, all of them must be that
 * person's. What is only for followers, only for this server, or hidden from strangers is left out.
 */
export function misskeyNotes(json: unknown, reading: Reading, whose?: Whose): RemotePage {
  const list = cleanJson(json);
  const notes = (Array.isArray(list) ? objectsOf(list) : []).slice(0, mostNotes);
  const keys = notes.flatMap((note) => keyMember(note, 'id') ?? []);
  const [newest, older] = [keys[0], keys.at(-1)];
  return readNotes(notes, reading, whose).page({
    ...(newest !== undefined && { newest }),
    ...(older !== undefined && { older }),
  });
}

/** One note: `POST /api/notes/show`. */
export const misskeyNote = (json: unknown, reading: Reading): RemotePage => readNotes([cleanObject(json) ?? {}], reading).page();

function readNotes(notes: readonly JsonObject[], reading: Reading, whose?: Whose): PageDraft {
  const draft = draftPage();
  const budget = { charactersLeft: mostMarkup };
  for (const note of notes) {
    const isTheirs = whose?.key === undefined || keyMember(note, 'userId') === whose.key;
    if (!isTheirs || addNote(note, { reading, draft, budget }) === undefined) draft.refuse();
  }
  return draft;
}

interface Context {
  readonly reading: Reading;
  readonly draft: PageDraft;
  readonly budget: MfmBudget;
}

/** Adds a note, its author, and what it renotes, quotes or answers as far as that comes along. The id of what was added. */
function addNote(note: JsonObject, context: Context, isInner = false): ObjectId | undefined {
  const { reading, draft } = context;
  const key = keyMember(note, 'id');
  const user = objectMember(note, 'user');
  const audience = audienceOfNote(note);
  if (key === undefined || user === undefined || audience === undefined) return undefined;
  const id = webId(note['uri'] ?? `${reading.origin}/notes/${key}`, reading);
  const author = id && userBeside(user, id, reading);
  if (id === undefined || author === undefined) return undefined;
  // Without address of its own a note is this server's, and so must be who wrote it.
  if (note['uri'] === undefined && isOfAnother(user, reading)) return undefined;
  const renoted = objectMember(note, 'renote');
  const inner = renoted === undefined || isInner ? undefined : addNote(renoted, context, true);
  if (isPureRenote(note)) {
    const published = textMember(note, 'createdAt');
    const who = { id: `${id}/activity` as ObjectId, author: author.id as ObjectId };
    const boost =
      inner && remoteBoost({ ...who, boostOf: inner, ...(published !== undefined && { published }) }, audience, reading);
    if (boost === undefined) return undefined;
    draft.addPost(boost);
    draft.addPerson(author);
    return boost.id;
  }
  const replied = objectMember(note, 'reply');
  const parent = replied === undefined ? undefined : isInner ? idOfNote(replied, reading) : addNote(replied, context, true);
  const inReplyTo = parent ?? (replied && idOfNote(replied, reading));
  const parentKey = keyMember(note, 'replyId');
  const content = withQuote(mfmToRichText(textMember(note, 'text') ?? '', reading.origin, context.budget), inner);
  const place = { way: 'misskey', origin: reading.origin, key } as const;
  const api = { ...place, ...(inReplyTo === undefined && parentKey !== undefined && { parentKey }) };
  const links = {
    id,
    author: author.id,
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(inner !== undefined && { quote: inner }),
  };
  const post = remotePost(noteObject(note, links, content, reading), reading, { api, content });
  if (post === undefined) return undefined;
  draft.addPost(post);
  draft.addPerson(author);
  if (inReplyTo === undefined && parentKey !== undefined) draft.addParent(id, parentKey);
  return id;
}

const isOfAnother = (user: JsonObject, { origin }: Reading): boolean =>
  ![undefined, new URL(origin).host].includes(textMember(user, 'host'));

/** `home` is public, but not shown around. */
function audienceOfNote(note: JsonObject): 'public' | 'unlisted' | undefined {
  const { visibility, localOnly, isHidden, deletedAt } = note;
  if (localOnly === true || isHidden === true || deletedAt !== undefined) return undefined;
  return visibility === 'public' ? 'public' : visibility === 'home' ? 'unlisted' : undefined;
}

const isPureRenote = (note: JsonObject): boolean =>
  keyMember(note, 'renoteId') !== undefined &&
  keyMember(note, 'replyId') === undefined &&
  note['text'] === undefined &&
  note['cw'] === undefined &&
  note['poll'] === undefined &&
  objectsOf(note['files']).length === 0;

function idOfNote(note: JsonObject, reading: Reading): ObjectId | undefined {
  const key = keyMember(note, 'id');
  const isOwn = textMember(objectMember(note, 'user') ?? {}, 'host') === undefined;
  return note['uri'] === undefined && key !== undefined && isOwn
    ? webId(`${reading.origin}/notes/${key}`, reading)
    : webId(note['uri'], reading);
}

const withQuote = (content: RichText, quote: ObjectId | undefined): RichText =>
  quote === undefined ? content : [...content, { tag: 'p', children: ['RE: ', { tag: 'a', href: quote, children: [quote] }] }];

interface NoteLinks {
  readonly id: ObjectId;
  readonly author: string;
  readonly inReplyTo?: ObjectId;
  readonly quote?: ObjectId;
}

function noteObject(note: JsonObject, links: NoteLinks, content: RichText, reading: Reading): JsonObject {
  const poll = objectMember(note, 'poll');
  const { author, ...ids } = links;
  const files = objectsOf(note['files']);
  return {
    ...ids,
    type: poll === undefined ? 'Note' : 'Question',
    attributedTo: author,
    published: textMember(note, 'createdAt') ?? '',
    updated: textMember(note, 'updatedAt') ?? '',
    summary: textMember(note, 'cw') ?? '',
    url: textMember(note, 'url') ?? links.id,
    sensitive: files.some((file) => file['isSensitive'] === true),
    tag: [...mfmTags(content), ...emojiTags(note, textMember(note, 'text') ?? '', reading)],
    attachment: files.slice(0, mostFiles).map(attachment),
    ...audienceMembers(audienceOfNote(note) ?? 'unlisted'),
    ...totals(
      { ...note, reactionCount: reactionsOf(note) },
      { replies: 'repliesCount', shares: 'renoteCount', likes: 'reactionCount' },
    ),
    ...(poll !== undefined && pollMembers(poll)),
  };
}

function attachment(file: JsonObject): JsonObject {
  const properties = objectMember(file, 'properties') ?? {};
  const [width, height] = [countMember(properties, 'width'), countMember(properties, 'height')];
  return {
    url: textMember(file, 'url') ?? '',
    mediaType: textMember(file, 'type') ?? '',
    name: textMember(file, 'comment') ?? '',
    blurhash: textMember(file, 'blurhash') ?? '',
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  };
}

const pollMembers = (poll: JsonObject): JsonObject => ({
  [poll['multiple'] === true ? 'anyOf' : 'oneOf']: objectsOf(poll['choices']).map((choice) => ({
    name: textMember(choice, 'text') ?? '',
    ...totals(choice, { replies: 'votes' }),
  })),
  endTime: textMember(poll, 'expiresAt') ?? '',
});

/** Older versions only list the reactions, each with its count. */
function reactionsOf(note: JsonObject): number {
  const said = countMember(note, 'reactionCount');
  const counts: readonly JsonValue[] = Object.values(objectMember(note, 'reactions') ?? {});
  const sum = counts.reduce<number>((sum, count) => sum + (typeof count === 'number' && count > 0 ? count : 0), 0);
  return said ?? (Number.isSafeInteger(sum) ? sum : 0);
}
