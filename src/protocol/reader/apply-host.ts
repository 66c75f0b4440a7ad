import { quoteOf } from '../activity-streams/quote-of.ts';
import type { Did, ObjectId } from '../brand.ts';
import { objectId } from '../identity/ids.ts';
import type { JsonObject } from '../json.ts';
import type { PostRecord, Provenance } from '../ports/records.ts';
import type { IngestBatch } from '../ports/store.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import type { Response } from '../responses/check-response.ts';
import { clampedMs } from './apply.ts';
import { hostContent } from './host-content.ts';
import { hostNote } from './host-note.ts';
import { notificationOf } from './notify.ts';
import { textMember } from './person.ts';
import type { HtmlToRichText } from './person.ts';

export interface ApplyHostOptions {
  /** Whose device this is. */
  readonly me: Did;
  readonly nowMs: number;
  readonly htmlToRichText: HtmlToRichText;
  /** What is stored under the id that an Update or Delete names. */
  readonly known?: PostRecord;
}

const nothing: IngestBatch = { posts: [], deletedPosts: [], reactions: [], undone: [], notifications: [] };

/**
 * What an entry comes to that is trusted because its author's host says so (bridge-spec section 12); `checkResponse` has seen that
 * activity, actor and object lie on that host. What changes or ends something does so only for the very author of it. Undefined when
 * the entry is about nothing that is known here.
 */
export function applyHostResponse({ id, actor, activity }: Response, options: ApplyHostOptions): IngestBatch | undefined {
  const { me, nowMs, known } = options;
  const atMs = clampedMs(textMember(activity, 'published'), nowMs);
  const type = textMember(activity, 'type') ?? '';
  const target = namedObject(activity);
  if (target === undefined) return undefined;
  const isTheirs = known?.author === actor;
  const notification = notificationOf({ id, account: actor, type, activity: { ...activity, object: target } }, me, atMs);
  switch (type) {
    case 'Follow':
      return notification && { ...nothing, notifications: [notification] };
    case 'Like':
    case 'EmojiReact':
    case 'Announce': {
      if (notification === undefined) return undefined;
      const kind = type === 'Announce' ? 'boost' : 'like';
      return { ...nothing, reactions: [{ id, type: kind, objectId: target, actor, atMs }], notifications: [notification] };
    }
    case 'Undo':
      return { ...nothing, undone: [{ id: target, actor }] };
    case 'Delete':
      return isTheirs ? { ...nothing, deletedPosts: [{ id: target, author: actor, atMs }] } : undefined;
    case 'Create':
    case 'Update':
      return known === undefined || (isTheirs && known.deleted !== true) ? applyPost(actor, activity, options) : undefined;
    default:
      return undefined;
  }
}

/** The id of what an activity is about, whether it carries it or not. */
export function namedObject({ object }: JsonObject): ObjectId | undefined {
  const id = isJsonObject(object) ? object['id'] : object;
  return typeof id === 'string' ? objectId(id) : undefined;
}

/** An Update of what is not known here counts as its Create: hosts show the newest state of what was written. */
function applyPost(actor: ObjectId, activity: JsonObject, options: ApplyHostOptions): IngestBatch | undefined {
  const { me, nowMs, known } = options;
  const { object } = activity;
  if (!isJsonObject(object)) return undefined;
  if (object['type'] === 'Tombstone') {
    const deletion = known && { id: known.id, author: actor, atMs: clampedMs(textMember(object, 'deleted'), nowMs) };
    return deletion && { ...nothing, deletedPosts: [deletion] };
  }
  const note = hostNote(object, nowMs);
  if (note === undefined) return undefined;
  const atMs = clampedMs(textMember(object, 'published') ?? textMember(activity, 'published'), nowMs);
  // Named by the post: neither its edits nor another activity about it notifies again.
  const said = { id: note.id, account: actor, type: 'Create', activity: {}, object: note };
  const notification = notificationOf(said, me, atMs);
  if (known === undefined && notification === undefined) return undefined;
  const inReplyTo = objectId(textMember(note, 'inReplyTo') ?? '');
  const quotes = quoteOf(note);
  const content = hostContent(object, options.htmlToRichText);
  const post: PostRecord = {
    id: note.id,
    author: actor,
    atMs,
    updatedMs: versionAfter(known, versionMs(object, activity), { object: note, content }),
    home: 0,
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(quotes !== undefined && { quotes }),
    object: note,
    content,
    provenance: hostOf(actor),
  };
  return { ...nothing, posts: [post], notifications: notification === undefined ? [] : [notification] };
}

/** Which of two versions counts is the host's to say. */
const versionMs = (object: JsonObject, activity: JsonObject): number =>
  Date.parse(
    textMember(object, 'updated') ??
      (activity['type'] === 'Update' ? textMember(activity, 'published') : undefined) ??
      textMember(object, 'published') ??
      '',
  ) || 0;

/**
 * Some hosts show an edit under the old dates (Friendica with some of its own). Within the same second, what comes later counts; dates
 * are whole seconds there, so that a millisecond more leaves room for further edits and none for older versions.
 */
function versionAfter(known: PostRecord | undefined, versionMs: number, shown: Pick<PostRecord, 'object' | 'content'>): number {
  if (known === undefined || Math.floor(known.updatedMs / 1000) !== Math.floor(versionMs / 1000)) return versionMs;
  const isSame = JSON.stringify([known.object, known.content]) === JSON.stringify([shown.object, shown.content]);
  return isSame ? known.updatedMs : Math.max(known.updatedMs, versionMs) + 1;
}

/** Whose word it is: the host under whose name the author stands. */
export const hostOf = (actor: ObjectId): Provenance => ({ type: 'host', host: new URL(actor).host });
