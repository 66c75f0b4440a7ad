import type { DraftAttachment } from '../../../protocol/ports/records.ts';

type Attachments = readonly DraftAttachment[];

/** Moves a picture `by` places; at either end it stays. */
export function moveAttachment(attachments: Attachments, digest: string, by: number): Attachments {
  const from = attachments.findIndex((attachment) => attachment.digest === digest);
  const moved = attachments[from];
  const to = from + by;
  if (moved === undefined || to < 0 || to >= attachments.length) return attachments;
  return attachments.toSpliced(from, 1).toSpliced(to, 0, moved);
}

export const withoutAttachment = (attachments: Attachments, digest: string): Attachments =>
  attachments.filter((attachment) => attachment.digest !== digest);

export const describeAttachment = (attachments: Attachments, digest: string, alt: string): Attachments =>
  attachments.map((attachment) => (attachment.digest === digest ? { ...attachment, alt } : attachment));
