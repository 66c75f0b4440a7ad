import type { CanonicalId } from '../../../protocol/brand.ts';
import type { DraftAttachment, DraftRecord } from '../../../protocol/ports/records.ts';
import type { AttachmentView, PostView } from '../../../services/app-api.ts';
import type { ComposeIntent } from '../../app/composing.ts';
import { givenOptions, isEmptyPart, partsOf } from './parts.ts';

/** The draft that the composer begins with, before anything stored is looked at. */
export function firstDraft(intent: ComposeIntent, language: string, nowMs: number): DraftRecord {
  if (intent.kind === 'draft') return intent.draft;
  const blank: DraftRecord = {
    id: crypto.randomUUID(),
    text: '',
    warning: '',
    language,
    audience: 'public',
    attachments: [],
    savedAtMs: nowMs,
  };
  if (intent.kind === 'new') return { ...blank, text: intent.text ?? '' };
  if (intent.kind === 'reply') return replyDraft(blank, intent.to);
  if (intent.kind === 'quote') return { ...blank, quotes: intent.of.id, audience: intent.of.audience };
  return editDraft(blank, intent.post);
}

/** An answer keeps to what it answers: its warning, and no wider audience. */
function replyDraft(blank: DraftRecord, to: PostView): DraftRecord {
  return { ...blank, inReplyTo: to.id, warning: to.warning ?? '', audience: to.audience };
}

function editDraft(blank: DraftRecord, post: PostView): DraftRecord {
  return {
    ...blank,
    text: post.text,
    warning: post.warning ?? '',
    language: post.language ?? blank.language,
    audience: post.audience,
    attachments: post.attachments.flatMap(toDraftAttachment),
    // Only own posts are edited, and their ids are canonical.
    edits: post.id as CanonicalId,
    ...(post.quote === undefined ? {} : { quotes: post.quote.id }),
    ...(post.inReplyTo === undefined ? {} : { inReplyTo: post.inReplyTo.id }),
  };
}

function toDraftAttachment(view: AttachmentView): DraftAttachment[] {
  if (view.digest === undefined) return [];
  const { digest, mediaType, alt, width = 0, height = 0, blurhash } = view;
  return [{ digest, mediaType, alt, width, height, blurhash }];
}

/** Stored drafts for the same purpose, the newest first: answers to the same post, or new posts. What has a date is left alone. */
export function savedDraftsFor(intent: ComposeIntent, saved: readonly DraftRecord[]): readonly DraftRecord[] {
  if (intent.kind === 'edit' || intent.kind === 'draft') return [];
  if (intent.kind === 'new' && (intent.text !== undefined || intent.files !== undefined)) return [];
  const wanted = intent.kind === 'reply' ? intent.to.id : undefined;
  const quotes = intent.kind === 'quote' ? intent.of.id : undefined;
  return saved
    .filter(({ edits, schedule }) => edits === undefined && schedule === undefined)
    .filter((draft) => draft.inReplyTo === wanted && draft.quotes === quotes)
    .toSorted((a, b) => b.savedAtMs - a.savedAtMs);
}

/** Whether a draft's time came while it was open: it does not go out when it is let go of, its writer did not say so. */
export const isHeldBack = ({ schedule }: DraftRecord): boolean => schedule !== undefined && schedule.atMs <= Date.now();

/** Nothing that would be missed. */
export function isEmptyDraft(draft: DraftRecord): boolean {
  return partsOf(draft).every(isEmptyPart) && draft.quotes === undefined;
}

/** Whether it could be published: every post says something, and every poll has a question and two answers. */
export function isComplete(draft: DraftRecord): boolean {
  return partsOf(draft).every((part, index) => {
    if (part.poll !== undefined && (part.text.trim() === '' || givenOptions(part.poll).length < 2)) return false;
    return part.text.trim() !== '' || part.attachments.length > 0 || (index === 0 && draft.quotes !== undefined);
  });
}

/** Whether a picture would go out without words for those who cannot see it. */
export function lacksDescription(draft: DraftRecord): boolean {
  return partsOf(draft).some(({ attachments }) => attachments.some(({ alt }) => alt.trim() === ''));
}
