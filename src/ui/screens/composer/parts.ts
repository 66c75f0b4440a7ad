import type { DraftPart, DraftPoll, DraftRecord } from '../../../protocol/ports/records.ts';

/** Posts of one thread at most; as many as are published at once. */
export const mostParts = 25;
const firstKey = 'first';

/** One post of what is being written. */
export type Part = DraftPart;

type Change = Partial<Omit<Part, 'key'>>;

/** The posts of a draft, in their order. */
export const partsOf = ({ text, attachments, poll, more = [] }: DraftRecord): readonly Part[] => [
  { key: firstKey, text, attachments, ...(poll !== undefined && { poll }) },
  ...more,
];

/** What changes in the draft when one of its posts does; nothing when there is no such post any more. */
export function changePart(draft: DraftRecord, key: string, change: Change | ((now: Part) => Change)): Partial<DraftRecord> {
  return fromParts(
    partsOf(draft).map((part) =>
      part.key === key ? { ...part, ...(typeof change === 'function' ? change(part) : change) } : part,
    ),
  );
}

/** One more post after the one of this key. */
export function addPart(draft: DraftRecord, after: string, key: string): Partial<DraftRecord> {
  const parts = partsOf(draft);
  if (parts.length >= mostParts) return {};
  const place = parts.findIndex((part) => part.key === after);
  return fromParts(parts.toSpliced(place < 0 ? parts.length : place + 1, 0, { key, text: '', attachments: [] }));
}

/** Without the post of this key; the one after it moves up. The last one stays. */
export function removePart(draft: DraftRecord, key: string): Partial<DraftRecord> {
  const parts = partsOf(draft);
  return parts.length === 1 ? {} : fromParts(parts.filter((part) => part.key !== key));
}

function fromParts(parts: readonly Part[]): Partial<DraftRecord> {
  const [first, ...more] = parts;
  if (first === undefined) return {};
  const { text, attachments, poll } = first;
  // A first post that moved up takes the first one's key: what is on the screen for it begins anew.
  return { text, attachments, poll, more: more.length === 0 ? undefined : more };
}

/** Nothing in it that would be missed. */
export const isEmptyPart = ({ text, attachments, poll }: Part): boolean =>
  text.trim() === '' && attachments.length === 0 && (poll === undefined || poll.options.every((option) => option.trim() === ''));

/** Answers of a poll that can be given. */
export const givenOptions = ({ options }: DraftPoll): readonly string[] => [
  ...new Set(options.map((option) => option.replaceAll(/\s+/g, ' ').trim()).filter((option) => option !== '')),
];

export const emptyPoll: DraftPoll = { options: ['', ''], isMultiple: false, minutes: 24 * 60 };
