import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { PersonRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { PostTally } from '../../protocol/ports/store.ts';
import { authorOf } from '../addresses.ts';
import type { AttachmentView, DeliveryView, PollView, PostView, QuoteView } from '../app-api.ts';
import { linkHashtags } from './link-hashtags.ts';
import { emojiOf, integer, isObject, list, objects, text, texts } from './members.ts';
import { personView, type PersonContext } from './person-view.ts';
import { plainText } from './plain-text.ts';
import { withoutQuoteLine } from './quote-view.ts';

export const noTally: PostTally = { replies: 0, likes: 0, boosts: 0, liked: false, boosted: false };

/** Everything around the records that a page of post views needs; loaded for the whole page at once. */
export interface PostContext extends PersonContext {
  person(id: Did | ObjectId): PersonRecord | undefined;
  post(id: ObjectId): PostRecord | undefined;
  tally(id: ObjectId): PostTally;
  isBookmarked(id: ObjectId): boolean;
  poll(id: ObjectId): PollView | undefined;
  /** Blocked, muted or filtered: not to be shown, wherever it stands. */
  isHidden(record: PostRecord): boolean;
  /** Only asked for own posts. */
  delivery(id: ObjectId): DeliveryView;
}

const publicIds = ['https://www.w3.org/ns/activitystreams#Public', 'as:Public', 'Public'];

/** The post, or the boost of a post, as it is shown. `isInner`: inside of a card, where what it quotes is only named. */
export function postView(record: PostRecord, context: PostContext, isInner = false): PostView {
  const boosted = record.boostOf === undefined ? undefined : context.post(record.boostOf);
  const shown = record.boostOf === undefined ? record : boosted;
  const id = record.boostOf ?? record.id;
  const object = shown?.object ?? {};
  const author = shown?.author ?? authorOf(id) ?? id;
  const { replies, likes, boosts, liked, boosted: boostedByMe } = context.tally(id);
  const quoted = shown?.quotes;
  const content = withoutQuoteLine(shown?.content ?? [], quoted);
  const tags = objects(object, 'tag').flatMap(hashtag);
  // Counting votes makes a new version of a poll, too, without a new word in it.
  const edited = text(object, object['type'] === 'Question' && shown?.provenance.type === 'signed' ? 'edited' : 'updated');
  return {
    key: record.id,
    cursor: { atMs: record.atMs, id: record.id },
    id,
    author: personView(author, context.person(author), context),
    boostedBy: record.boostOf === undefined ? undefined : personView(record.author, context.person(record.author), context),
    atMs: shown?.atMs ?? record.atMs,
    editedMs: edited === undefined ? undefined : Date.parse(edited),
    content: linkHashtags(content, tags),
    text: plainText(content),
    warning: text(object, 'summary') || undefined,
    language: languageOf(object),
    attachments: objects(object, 'attachment').flatMap(attachmentView),
    tags,
    audience: texts(object, 'to').some((to) => publicIds.includes(to)) ? 'public' : 'unlisted',
    inReplyTo: shown?.inReplyTo === undefined ? undefined : parentView(shown.inReplyTo, context),
    provenance: shown?.provenance ?? record.provenance,
    poll: context.poll(shown?.id ?? id),
    quote: quoted === undefined ? undefined : isInner ? { id: quoted } : quoteView(quoted, context),
    sensitive: object.sensitive === true ? true : undefined,
    emoji: emojiOf(object),
    originalUrl: originalUrl(object),
    bookmarked: context.isBookmarked(id),
    counts: {
      replies: Math.max(replies, toldCount(object, 'replies')),
      likes: Math.max(likes, toldCount(object, 'likes')),
      boosts: Math.max(boosts, toldCount(object, 'shares')),
    },
    mine: { liked, boosted: boostedByMe },
    delivery: author === context.relations.me ? context.delivery(id) : undefined,
    missing: shown === undefined ? true : undefined,
  };
}

/** What the server that a post comes from counts; signed posts carry no counts (bridge-spec section 6.1). */
export function toldCount(object: JsonObject, member: 'replies' | 'likes' | 'shares'): number {
  const collection = object[member];
  return (isObject(collection) && integer(collection, 'totalItems')) || 0;
}

function quoteView(id: ObjectId, context: PostContext): QuoteView {
  const record = context.post(id);
  if (record?.deleted === true) return { id, lacks: 'deleted' };
  if (record === undefined || record.boostOf !== undefined) return { id, lacks: 'unknown' };
  return context.isHidden(record) ? { id, lacks: 'hidden' } : { id, post: postView(record, context, true) };
}

function parentView(id: ObjectId, context: PostContext): NonNullable<PostView['inReplyTo']> {
  const author = context.post(id)?.author ?? authorOf(id);
  return { id, author: author === undefined ? undefined : personView(author, context.person(author), context) };
}

export function languageOf(object: JsonObject): string | undefined {
  const map = object.contentMap;
  return isObject(map) ? Object.keys(map)[0] : undefined;
}

/** A page elsewhere; that on the account's own website is the post itself. */
function originalUrl(object: JsonObject): string | undefined {
  const [url, id] = [text(object, 'url'), text(object, 'id')];
  const isOwn = id?.includes('/.well-known/apgateway/') && url?.split('/', 3).join() === id.split('/', 3).join();
  return url?.startsWith('https://') && !isOwn ? url : undefined;
}

function attachmentView(attachment: JsonObject): AttachmentView[] {
  const digest = text(attachment, 'digestMultibase');
  const url = text(attachment, 'url');
  if (digest === undefined && url === undefined) return [];
  return [
    {
      digest,
      url: url?.startsWith('https://') ? url : undefined,
      mediaType: text(attachment, 'mediaType') ?? 'application/octet-stream',
      alt: text(attachment, 'name') ?? '',
      width: integer(attachment, 'width'),
      height: integer(attachment, 'height'),
      blurhash: text(attachment, 'blurhash'),
      ...lessUsual(attachment),
    },
  ];
}

function lessUsual(attachment: JsonObject): Pick<AttachmentView, 'focus' | 'preview' | 'loops'> {
  const [x, y] = list(attachment, 'focalPoint');
  const preview = text(attachment, 'preview');
  return {
    ...(typeof x === 'number' && typeof y === 'number' && { focus: [x, y] }),
    ...(preview?.startsWith('https://') && { preview }),
    ...(attachment.loops === true && { loops: true }),
  };
}

function hashtag(tag: JsonObject): string[] {
  const name = text(tag, 'type') === 'Hashtag' ? text(tag, 'name') : undefined;
  return name === undefined ? [] : [name.replace(/^#/, '')];
}
