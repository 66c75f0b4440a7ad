import type { CanonicalId, Did, ObjectId, Timestamp } from '../brand.ts';
import { mediaId } from '../identity/digest.ts';
import { accountId } from '../identity/paths.ts';
import { writtenId } from '../identity/written-id.ts';
import type { JsonObject } from '../json.ts';
import type { Audience } from './audience.ts';
import { actorIdOf, addressing } from './audience.ts';
import type { Term } from './contexts.ts';
import { contextFor, publicAudience } from './contexts.ts';
import type { Tag } from './object.ts';
import { quoteMediaType, quoteRel } from './quote-of.ts';
import { escapeHtml } from './text.ts';

export interface NoteAttachment {
  readonly digest: string;
  readonly mediaType: string;
  /** Description for those who do not see it; may be empty. */
  readonly alt: string;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly blurhash?: string;
}

export interface NoteContent {
  readonly did: Did;
  /** Canonical id of its file: `treePathToId(did, objectPath(did, rkey))`. */
  readonly id: CanonicalId;
  /** Web origin under which its ids are written: the account's own one when it was first written, which edits keep. */
  readonly origin?: string;
  readonly html: string;
  readonly published: Timestamp;
  readonly updated?: Timestamp;
  readonly audience: Audience;
  /** Content warning, plain text; the media are then marked sensitive too. */
  readonly warning?: string;
  readonly sensitive?: boolean;
  /** BCP 47. */
  readonly language?: string;
  readonly inReplyTo?: {
    /** Canonical, or as its author writes it. */
    readonly id: ObjectId | string;
    /** Author of the parent: mentioned and addressed. */
    readonly author?: Did | ObjectId;
    /** How the mention is labelled, e.g. `@ada`. */
    readonly authorName?: string;
  };
  /** Who else is part of the conversation: addressed without being named. */
  readonly others?: readonly (Did | ObjectId)[];
  readonly tags?: readonly Tag[];
  readonly attachments?: readonly NoteAttachment[];
  /** Web page of the post, e.g. the original of an imported one. */
  readonly url?: string;
  /** What it quotes: canonical, or as its author writes it; its web page; and who wrote that, who is addressed. */
  readonly quote?: { readonly id: ObjectId | string; readonly url?: string; readonly author?: Did | ObjectId };
  /** Makes it a Question: the members of its poll. */
  readonly poll?: JsonObject;
  /** Of a Question whose words were changed. */
  readonly edited?: Timestamp;
}

/** Unsigned Note (bridge-spec section 6). */
export function buildNote(note: NoteContent): JsonObject {
  const tags = [...allTags(note), ...quoteTags(note)];
  const html = note.html + quoteLine(note);
  const mentioned = tags.flatMap((tag) => (tag.type === 'Mention' && tag.href !== undefined ? [tag.href] : []));
  const quoted = note.quote?.author === undefined ? [] : [actorIdOf(note.quote.author)];
  const others = (note.others ?? []).map(actorIdOf);
  const own = accountId(note.did, 'actor');
  const sensitive = note.sensitive ?? Boolean(note.warning);
  const attachments = note.attachments ?? [];
  return {
    '@context': contextFor([...usedTerms(note, tags, attachments, sensitive), ...(note.quote === undefined ? [] : quoteTerms)]),
    id: writtenId(note.id, note.origin),
    type: note.poll === undefined ? 'Note' : 'Question',
    attributedTo: writtenId(accountId(note.did, 'actor'), note.origin),
    content: html,
    published: note.published,
    ...addressing(
      note.audience,
      [...mentioned, ...quoted, ...others].filter((id) => id !== own),
    ),
    ...(note.language ? { contentMap: { [note.language]: html } } : {}),
    ...(note.updated === undefined ? {} : { updated: note.updated }),
    ...(note.warning ? { summary: note.warning } : {}),
    ...(sensitive ? { sensitive } : {}),
    ...(note.inReplyTo === undefined ? {} : { inReplyTo: note.inReplyTo.id }),
    ...(note.url === undefined ? {} : { url: note.url }),
    ...note.poll,
    ...(note.edited === undefined ? {} : { edited: note.edited }),
    ...(note.quote === undefined ? {} : { quote: note.quote.id, quoteUrl: note.quote.id }),
    ...(tags.length === 0 ? {} : { tag: tags.map(toJson) }),
    ...(attachments.length === 0 ? {} : { attachment: attachments.map((attachment) => buildAttachment(note, attachment)) }),
  };
}

function allTags(note: NoteContent): readonly Tag[] {
  const tags = note.tags ?? [];
  const author = note.inReplyTo?.author;
  const authorId = author === undefined ? undefined : actorIdOf(author);
  if (authorId === undefined || authorId === accountId(note.did, 'actor')) return tags;
  if (tags.some((tag) => tag.type === 'Mention' && tag.href === authorId)) return tags;
  const name = note.inReplyTo?.authorName;
  return [{ type: 'Mention', href: authorId, ...(name ? { name } : {}) }, ...tags];
}

const quoteTerms: readonly Term[] = ['quote', 'quoteUrl'];

/** Who knows no quotes reads at least where it is. */
function quoteLine({ quote }: NoteContent): string {
  if (quote === undefined) return '';
  const address = escapeHtml(quote.url ?? quote.id);
  const shown = /^https?:/.test(quote.url ?? quote.id) ? `<a href="${address}">${address}</a>` : address;
  return `<p>RE: ${shown}</p>`;
}

/** FEP-e232. */
function quoteTags({ quote }: NoteContent): readonly Tag[] {
  if (quote === undefined) return [];
  return [{ type: 'Link', mediaType: quoteMediaType, rel: quoteRel, href: quote.id, name: `RE: ${quote.url ?? quote.id}` }];
}

function buildAttachment({ did, origin }: NoteContent, attachment: NoteAttachment): JsonObject {
  const { mediaType, digest, alt, width, height, blurhash } = attachment;
  return {
    type: attachmentType(mediaType),
    mediaType,
    url: writtenId(mediaId(did, digest, mediaType), origin),
    digestMultibase: digest,
    ...(alt === '' ? {} : { name: alt }),
    ...(width === undefined || height === undefined ? {} : { width, height }),
    ...(blurhash === undefined ? {} : { blurhash }),
  };
}

function attachmentType(mediaType: string): string {
  if (mediaType.startsWith('image/')) return 'Image';
  if (mediaType.startsWith('video/')) return 'Video';
  return mediaType.startsWith('audio/') ? 'Audio' : 'Document';
}

function usedTerms(
  { poll, edited }: NoteContent,
  tags: readonly Tag[],
  attachments: readonly NoteAttachment[],
  sensitive: boolean,
): Term[] {
  const used: Term[] = [];
  if (poll?.['votersCount'] !== undefined) used.push('votersCount');
  if (edited !== undefined) used.push('edited');
  if (tags.some((tag) => tag.type === 'Hashtag')) used.push('Hashtag');
  if (tags.some((tag) => tag.type === 'Emoji')) used.push('Emoji');
  if (attachments.some((attachment) => attachment.blurhash !== undefined)) used.push('blurhash');
  if (sensitive) used.push('sensitive');
  return used;
}

export interface VoteContent extends Pick<NoteContent, 'did' | 'id' | 'origin' | 'published'> {
  /** The Question, as its author writes it, and who asks. */
  readonly question: { readonly id: ObjectId | string; readonly author: Did | ObjectId };
  /** Title of the option. */
  readonly choice: string;
}

/** Unsigned vote (bridge-spec section 6.8): addressed to who asks, unlisted, with no words. */
export const buildVote = ({ did, id, origin, published, question, choice }: VoteContent): JsonObject => ({
  '@context': contextFor(),
  id: writtenId(id, origin),
  type: 'Note',
  attributedTo: writtenId(accountId(did, 'actor'), origin),
  name: choice,
  inReplyTo: question.id,
  published,
  to: [actorIdOf(question.author)],
  cc: [publicAudience],
});

const toJson = (tag: Tag): JsonObject =>
  Object.fromEntries(Object.entries(tag).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
