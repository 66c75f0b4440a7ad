import { sha256 } from '@noble/hashes/sha2.js';
import type { CanonicalId, Did } from '../brand.ts';
import { encodeBase58 } from './base58.ts';
import { mediaPath, treePathToId } from './paths.ts';

/** sha2-256 multihash header. */
const multihashPrefix = [0x12, 0x20];

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
};

/** `zQm…`: sha2-256 of the bytes as base58btc multihash (`digestMultibase`, bridge-spec sections 1 and 6). */
export const digestMultibase = (bytes: Uint8Array): string => hashMultibase(sha256(bytes));

/** The same of bytes whose sha2-256 is known: the platform is several times quicker at hashing files. */
export const hashMultibase = (hash: Uint8Array): string => encodeBase58(Uint8Array.of(...multihashPrefix, ...hash));

/** Types of media that the app shows; published under an extension of their own. */
export const mediaTypes: readonly string[] = Object.keys(extensions);

/** File extension under which media of this type are published; `bin` for types that are not shown. */
export const mediaExtension = (mediaType: string): string => extensions[mediaType] ?? 'bin';

/** Tree path of a media file of this digest and type. */
export const mediaTreePath = (digest: string, mediaType: string): string => mediaPath(digest, mediaExtension(mediaType));

/** Portable id of a media file, as written in `url`. */
export const mediaId = (did: Did, digest: string, mediaType: string): CanonicalId =>
  treePathToId(did, mediaTreePath(digest, mediaType));
