import { mediaPath } from '../identity/paths.ts';

/** A file for the tree; a MediaRecord will do. */
export interface TreeMedia {
  /** `zQm…`: digestMultibase, sha2-256. */
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/svg+xml': 'bin',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/webm': 'weba',
  'audio/flac': 'flac',
};

/** File extension for a media type; what browsers could run as a document gets none that says so. */
export const extensionOf = (mediaType: string): string => extensions[mediaType] ?? 'bin';

/** Where a file lies in the tree. */
export const treePathOfMedia = ({ digest, mediaType }: Pick<TreeMedia, 'digest' | 'mediaType'>): string =>
  mediaPath(digest, extensionOf(mediaType));
