/** What a browser can do with pictures; the services' tests use a fake. */
export interface PictureCodec {
  /** Undefined when the bytes are no picture that this browser reads. Turned upright by its orientation tag. */
  decode(file: Blob): Promise<DecodedPicture | undefined>;
}

export interface DecodedPicture {
  /** Pixels, after turning upright. */
  readonly width: number;
  readonly height: number;
  /** True when some pixel is not opaque. */
  hasAlpha(): boolean;
  /** Colours of the picture drawn at this size: red, green, blue, alpha, row by row. */
  pixels(width: number, height: number): Uint8ClampedArray;
  /** Draws into a new picture without any metadata. The answer's type may differ from the one asked for (`image/png`). */
  encode(options: EncodeOptions): Promise<EncodedPicture>;
  /** Frees the memory; the picture is unusable afterwards. */
  close(): void;
}

export interface EncodeOptions {
  readonly width: number;
  readonly height: number;
  /** Part of the picture to draw, in its pixels; all of it when absent. */
  readonly crop?: { readonly x: number; readonly y: number; readonly size: number };
  readonly mediaType: PictureType;
  /** 0 to 1; ignored for PNG. */
  readonly quality: number;
}

export type PictureType = 'image/jpeg' | 'image/webp' | 'image/png';

export interface EncodedPicture {
  readonly mediaType: PictureType;
  readonly bytes: Uint8Array;
}
