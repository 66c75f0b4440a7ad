import type { DraftAttachment } from '../protocol/ports/records.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { err, ok, type Result } from '../protocol/result.ts';
import { blurhashOf } from './blurhash-of.ts';
import { headerLimitBytes, readPictureHeader } from './picture-header.ts';
import type { DecodedPicture, EncodedPicture, PictureCodec, PictureType } from './picture-codec.ts';
import { putOwnMedia } from './put-own-media.ts';

/** Largest file that is read at all, in bytes. */
export const inputLimitBytes = 40 * 1024 * 1024;
/** Most pixels that are decoded. */
export const inputLimitPixels = 100_000_000;
/** Largest picture that is published, in bytes: one raw block of the tree. */
export const outputLimitBytes = 1024 * 1024;
/** Longest side that is published, in pixels. */
export const outputLongSide = 2048;
/** Side of a profile picture, in pixels. */
export const avatarSide = 400;

export type MediaError = { readonly type: 'not-a-picture' | 'too-large' | 'storage-full' };

export interface MediaDependencies {
  readonly store: AccountStore;
  readonly codec: PictureCodec;
}

export interface MediaService {
  /**
   * Shrinks to `outputLongSide` and `outputLimitBytes`, and stores. Drawing the picture anew leaves every kind of metadata
   * behind (place, camera, comments). Of an animation the first picture is taken. The alt text is left empty.
   */
  attach(file: Blob): Promise<Result<DraftAttachment, MediaError>>;
  /** The same for a profile picture: the middle square, `avatarSide` pixels. Answers its digest. */
  attachAvatar(file: Blob): Promise<Result<string, MediaError>>;
}

interface Drawn extends EncodedPicture {
  readonly width: number;
  readonly height: number;
}

/** Pictures of one's own, on their way into a post or a profile. */
export function createMediaService({ store, codec }: MediaDependencies): MediaService {
  async function drawAndStore(
    file: Blob,
    draw: (picture: DecodedPicture) => Promise<Drawn | undefined>,
    isShown = false,
  ): Promise<Result<DraftAttachment, MediaError>> {
    if (file.size > inputLimitBytes) return err({ type: 'too-large' });
    const header = readPictureHeader(new Uint8Array(await file.slice(0, headerLimitBytes).arrayBuffer()));
    if (!header || header.width === 0 || header.height === 0) return err({ type: 'not-a-picture' });
    if (header.width * header.height > inputLimitPixels) return err({ type: 'too-large' });
    const picture = await codec.decode(file);
    if (!picture) return err({ type: 'not-a-picture' });
    let drawn: Drawn | undefined;
    let hash: string | undefined;
    try {
      drawn = await draw(picture);
      if (isShown) hash = await blurhashOf(picture);
    } finally {
      picture.close();
    }
    if (!drawn) return err({ type: 'too-large' });
    const { bytes, mediaType, width, height } = drawn;
    const stored = await putOwnMedia(store, { bytes, mediaType });
    if (!stored.ok) return stored;
    return ok({ digest: stored.value, mediaType, alt: '', width, height, ...(hash !== undefined && { blurhash: hash }) });
  }

  return {
    attach: (file) => drawAndStore(file, drawShrunk, true),
    async attachAvatar(file) {
      const stored = await drawAndStore(file, drawAvatar);
      return stored.ok ? ok(stored.value.digest) : stored;
    },
  };
}

// JPEG is read everywhere in the fediverse; transparency needs WebP (PNG where a browser cannot write WebP).
function outputType(picture: DecodedPicture): PictureType {
  return picture.hasAlpha() ? 'image/webp' : 'image/jpeg';
}

async function drawShrunk(picture: DecodedPicture): Promise<Drawn | undefined> {
  const mediaType = outputType(picture);
  const longSide = Math.max(picture.width, picture.height);
  const smallest = Math.min(longSide, 64);
  for (let scale = Math.min(1, outputLongSide / longSide); longSide * scale >= smallest; scale *= 0.75) {
    const width = Math.max(1, Math.round(picture.width * scale));
    const height = Math.max(1, Math.round(picture.height * scale));
    for (const quality of [0.85, 0.7, 0.55]) {
      const encoded = await picture.encode({ width, height, mediaType, quality });
      if (encoded.bytes.length <= outputLimitBytes) return { ...encoded, width, height };
      // Quality means nothing to PNG.
      if (encoded.mediaType === 'image/png') break;
    }
  }
  return undefined;
}

async function drawAvatar(picture: DecodedPicture): Promise<Drawn | undefined> {
  const size = Math.min(picture.width, picture.height);
  const side = Math.min(size, avatarSide);
  const crop = { x: Math.floor((picture.width - size) / 2), y: Math.floor((picture.height - size) / 2), size };
  const encoded = await picture.encode({ width: side, height: side, crop, mediaType: outputType(picture), quality: 0.85 });
  return { ...encoded, width: side, height: side };
}
