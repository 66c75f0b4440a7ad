import type { ObjectId } from '../../protocol/brand.ts';
import type { DraftRecord } from '../../protocol/ports/records.ts';

/** Posts of one thread at most. */
export const mostParts = 25;

/** The posts of a draft, one for each part, in the order in which they are published. What only the first can do, only the first has. */
export function partsOfDraft(draft: DraftRecord): readonly DraftRecord[] {
  const { more = [], ...first } = draft;
  return [
    first,
    ...more.slice(0, mostParts - 1).map((part): DraftRecord => ({
      ...first,
      ...part,
      id: draft.id,
      poll: part.poll,
      inReplyTo: undefined,
      quotes: undefined,
    })),
  ];
}

/** What is left of a draft when its first `posted` parts have been posted, the last of them as `last`: an answer to that. */
export function draftAfter(draft: DraftRecord, posted: number, last: ObjectId): DraftRecord {
  const left = partsOfDraft(draft).slice(posted);
  const [next = { ...draft, text: '', attachments: [] }, ...more] = left;
  return {
    ...next,
    inReplyTo: last,
    more: more.map(({ text, attachments, poll }, index) => ({ key: `${posted + index}`, text, attachments, poll })),
  };
}
