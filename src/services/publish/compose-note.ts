import { audienceOf } from '../../protocol/activity-streams/audience.ts';
import { buildNote, type NoteContent } from '../../protocol/activity-streams/build-note.ts';
import { quoteOf } from '../../protocol/activity-streams/quote-of.ts';
import { composeHtml } from '../../protocol/activity-streams/text.ts';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { accountOf, objectId } from '../../protocol/identity/ids.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { DraftAttachment, DraftMention, DraftRecord, PostRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { authorOfPost } from '../interactions.ts';
import { integer, objects, text, texts } from '../views/members.ts';
import { plainText } from '../views/plain-text.ts';
import { withoutQuoteLine } from '../views/quote-view.ts';
import { draftPoll, keptPoll, newPoll, titlesOf } from './draft-poll.ts';
import { partsOfDraft } from './draft-parts.ts';
import { findMentions } from './mentions.ts';
import { writtenPerson, writtenReference } from './written-references.ts';

/** Longest post, in characters as people count them (grapheme clusters). */
export const postLimit = 5000;
/** Against texts that are all combining marks, in UTF-16 units. */
const postLimitUnits = 50_000;
const warningLimit = 500;
const altLimit = 1500;
const attachmentsLimit = 8;
/** In a conversation, besides the one who is answered: each is sent a letter. */
const othersLimit = 8;

export type DraftError = { readonly type: 'empty' } | { readonly type: 'too-long'; readonly limit: number };

/** Whether a draft can be posted as it is: every part of it. */
export function checkDraft(draft: DraftRecord): Result<void, DraftError> {
  for (const { text: words, attachments, poll, quotes } of partsOfDraft(draft)) {
    // A poll needs its question; a quotation speaks for itself.
    const isEmpty = words.trim() === '' && attachments.length === 0 && quotes === undefined;
    if (isEmpty || (poll !== undefined && (words.trim() === '' || titlesOf(poll).length < 2))) return err({ type: 'empty' });
    if (isTooLong(words)) return err({ type: 'too-long', limit: postLimit });
  }
  return ok(undefined);
}

function isTooLong(text: string): boolean {
  if (text.length <= postLimit) return false;
  return text.length > postLimitUnits || [...new Intl.Segmenter().segment(text)].length > postLimit;
}

/** The unsigned Note of a draft. `edited` is the post whose place it takes: what others already know of it does not change. */
export async function composeNote(
  store: AccountStore,
  draft: DraftRecord,
  moment: Pick<NoteContent, 'id' | 'origin' | 'published' | 'updated' | 'url'>,
  edited?: PostRecord,
): Promise<JsonObject> {
  const words = draft.text.toWellFormed().trim();
  const inReplyTo = await replyOf(store, edited ? edited.inReplyTo : draft.inReplyTo);
  const { html, tags } = composeHtml(words, await findMentions(store, words, inReplyTo?.author, chosenMentions(draft, edited)));
  const quotes = draft.quotes ?? (edited && quoteOf(edited.object));
  const language = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$/.test(draft.language) ? draft.language : undefined;
  const note: NoteContent = {
    ...moment,
    did: store.did,
    html,
    audience: draft.audience,
    warning: draft.warning.toWellFormed().trim().slice(0, warningLimit) || undefined,
    language,
    inReplyTo: inReplyTo && (await asWritten(store, inReplyTo)),
    others: inReplyTo && (await othersIn(store, inReplyTo.id)),
    tags,
    attachments: draft.attachments.slice(0, attachmentsLimit).map((attachment) => ({
      digest: attachment.digest,
      mediaType: attachment.mediaType,
      alt: attachment.alt.toWellFormed().trim().slice(0, altLimit),
      // A sound has no size.
      width: attachment.width || undefined,
      height: attachment.height || undefined,
      blurhash: attachment.blurhash,
    })),
    quote: quotes && (await quoteOfDraft(store, quotes)),
    ...(edited === undefined ? newPoll(draft.poll, moment.published) : keptPoll(edited, moment.updated)),
  };
  return buildNote(note);
}

/** Whom an edited post names it goes on naming, if the name still stands in it. */
function chosenMentions({ mentions = [] }: DraftRecord, edited: PostRecord | undefined): readonly DraftMention[] {
  return edited === undefined ? mentions : [...mentionsIn(edited.object), ...mentions];
}

function mentionsIn(object: JsonObject): readonly DraftMention[] {
  return objects(object, 'tag').flatMap((tag): DraftMention[] => {
    const [name, href = ''] = [text(tag, 'name'), text(tag, 'href')];
    const id = accountOf(href) ?? objectId(href);
    return tag['type'] === 'Mention' && name?.startsWith('@') === true && id !== undefined ? [{ text: name, id }] : [];
  });
}

/** The draft that a post was made of, as far as the post shows it. */
export function draftOfPost(post: PostRecord, draftId: string, nowMs: number): DraftRecord {
  const { object } = post;
  const [language = ''] = Object.keys(typeof object['contentMap'] === 'object' ? object['contentMap'] : {});
  return {
    id: draftId,
    text: plainText(withoutQuoteLine(post.content, quoteOf(object))),
    warning: text(object, 'summary') ?? '',
    language,
    audience: audienceOf(object) ?? 'public',
    inReplyTo: post.inReplyTo,
    quotes: quoteOf(object),
    mentions: mentionsIn(object),
    poll: draftPoll(object),
    attachments: objects(object, 'attachment').flatMap((attachment) => draftAttachment(attachment) ?? []),
    savedAtMs: nowMs,
  };
}

function draftAttachment(attachment: JsonObject): DraftAttachment | undefined {
  const digest = text(attachment, 'digestMultibase');
  const mediaType = text(attachment, 'mediaType');
  if (digest === undefined || mediaType === undefined) return undefined;
  const [width, height] = [integer(attachment, 'width') ?? 0, integer(attachment, 'height') ?? 0];
  return { digest, mediaType, alt: text(attachment, 'name') ?? '', width, height, blurhash: text(attachment, 'blurhash') };
}

/** Who has no web address has none that a browser opens; the canonical id is what everybody can look up. */
async function quoteOfDraft(store: AccountStore, id: ObjectId): Promise<NoteContent['quote']> {
  const written = await writtenReference(store, id);
  const url = text((await store.post(id))?.object, 'url');
  const author = await authorOfPost(store, id);
  return {
    id: written,
    ...(url?.startsWith('https://') && { url }),
    ...(author !== undefined && { author: await writtenPerson(store, author) }),
  };
}

type Reply = Omit<NonNullable<NoteContent['inReplyTo']>, 'id'> & { readonly id: ObjectId };

async function replyOf(store: AccountStore, id: ObjectId | undefined): Promise<Reply | undefined> {
  if (id === undefined) return undefined;
  const author = await authorOfPost(store, id);
  const username = author === undefined ? undefined : (await store.person(author))?.username;
  return { id, author, authorName: username ? `@${username}` : undefined };
}

/** Whom an answer is for besides the author of its parent: everybody whom the parent was for, and whom it answered, but for the blocked. */
async function othersIn(store: AccountStore, id: ObjectId): Promise<readonly (Did | ObjectId)[]> {
  const parent = await store.post(id);
  // What one goes on writing under one's own post is told to nobody again.
  if (parent === undefined || parent.author === store.did) return [];
  const named = [parent.inReplyTo ?? '', ...texts(parent.object, 'to'), ...texts(parent.object, 'cc')];
  const others = new Set(named.flatMap((one) => accountOf(one) ?? []));
  for (const known of [store.did, parent.author]) others.delete(known as Did);
  if (others.size === 0) return [];
  for (const { kind, removed, target } of await store.moderation())
    if (kind === 'block' && !removed) others.delete(target as Did);
  return Promise.all([...others].slice(0, othersLimit).map((other) => writtenPerson(store, other)));
}

async function asWritten(store: AccountStore, reply: Reply): Promise<NoteContent['inReplyTo']> {
  const author = reply.author && (await writtenPerson(store, reply.author));
  return { ...reply, id: await writtenReference(store, reply.id), author };
}
