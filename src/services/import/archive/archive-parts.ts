import type { LaterParts } from '../../later-parts.ts';

/** What importing an archive takes. */
export type ArchiveParts = Pick<
  LaterParts,
  'device' | 'store' | 'signer' | 'verifier' | 'clock' | 'random' | 'htmlToRichText' | 'pictures' | 'author'
>;
