import { mediaTreePath } from '../identity/digest.ts';

/** A file for the tree; a MediaRecord will do. */
export interface TreeMedia {
  /** `zQm…`: digestMultibase, sha2-256. */
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Where a media file lies in the tree. */
export const treePathOfMedia = ({ digest, mediaType }: Pick<TreeMedia, 'digest' | 'mediaType'>): string =>
  mediaTreePath(digest, mediaType);
