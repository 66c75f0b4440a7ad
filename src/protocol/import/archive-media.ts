import { mediaTypes } from '../identity/digest.ts';
import { isLooseObject, looseCount, looseList, looseText, type LooseObject } from './archive-json.ts';

/** A picture, film or sound of a post, as the archive has it. */
export interface ArchiveMedia {
  /** See `mediaKey`. */
  readonly key: string;
  readonly mediaType: string;
  readonly alt: string;
  readonly width?: number;
  readonly height?: number;
  readonly blurhash?: string;
}

/** More are not shown anywhere; bridge-spec section 15 allows 32. */
const mostMedia = 16;
const longestAlt = 4000;
const largestSide = 100_000;
const allowed = new Set([...mediaTypes, 'video/quicktime', 'audio/flac', 'audio/x-wav', 'audio/aac']);

/** Attachments of a post; `dropped` counts those of a kind that is not taken over. */
export function readArchiveMedia(object: LooseObject): { readonly media: readonly ArchiveMedia[]; readonly dropped: number } {
  const found = looseList(object, 'attachment', 200);
  const media = found.flatMap((one) => (isLooseObject(one) ? (mediaOf(one) ?? []) : [])).slice(0, mostMedia);
  return { media, dropped: found.length - media.length };
}

function mediaOf(attachment: LooseObject): ArchiveMedia | undefined {
  const key = mediaKey(looseText(attachment, 'url') ?? '');
  const mediaType = looseText(attachment, 'mediaType')?.toLowerCase() ?? '';
  if (key === undefined || !allowed.has(mediaType)) return undefined;
  const [width, height] = [looseCount(attachment, 'width', largestSide), looseCount(attachment, 'height', largestSide)];
  const blurhash = looseText(attachment, 'blurhash');
  return {
    key,
    mediaType,
    alt: (looseText(attachment, 'name') ?? '').trim().slice(0, longestAlt).toWellFormed(),
    ...(width !== undefined && height !== undefined && width > 0 && height > 0 && { width, height }),
    ...(blurhash !== undefined && /^[\w#$%*+,\-.:;=?@[\]^{|}~]{6,200}$/.test(blurhash) && { blurhash }),
  };
}

/**
 * What an attachment's address and the entry of its file have in common: servers put hosts, `system`, `cache` and folders of their
 * storage before it. Undefined when there is no name in it.
 */
export function mediaKey(address: string): string | undefined {
  const path = address.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
  const from = path.indexOf('media_attachments/');
  const key = (from < 0 ? path : path.slice(from)).replace(/^\/+/, '').replace(/^system\//, '');
  return key === '' || key.endsWith('/') || key.length > 1000 ? undefined : key;
}
