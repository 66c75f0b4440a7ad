import { decodeQR } from 'qr/decode.js';

/** Longer sides of the picture that are tried, px: a photograph of a whole page needs more than the frame of a camera. */
const pictureSizesPx = [480, 960, 1600];
const pictureLimitBytes = 50 * 1024 * 1024;

/** The text of the QR code in a frame or picture; undefined when there is none that can be read. */
export function readCode(
  source: CanvasImageSource,
  size: { readonly width: number; readonly height: number },
  longestPx: number,
  canvas: HTMLCanvasElement,
): string | undefined {
  if (size.width === 0 || size.height === 0) return undefined;
  const scale = Math.min(1, longestPx / Math.max(size.width, size.height));
  canvas.width = Math.max(1, Math.round(size.width * scale));
  canvas.height = Math.max(1, Math.round(size.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  // What is transparent is paper.
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    // No code in this picture.
    return undefined;
  }
}

/** The text of the QR code in a picture file; undefined when it is no picture, or has none. */
export async function readPicture(file: Blob): Promise<string | undefined> {
  if (file.size > pictureLimitBytes) return undefined;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined) return undefined;
  const canvas = document.createElement('canvas');
  try {
    for (const longestPx of pictureSizesPx) {
      const text = readCode(picture, picture, longestPx, canvas);
      if (text !== undefined) return text;
    }
    return undefined;
  } finally {
    picture.close();
  }
}
