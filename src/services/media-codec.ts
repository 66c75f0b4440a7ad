import type { DecodedPicture, EncodedPicture, EncodeOptions, PictureCodec, PictureType } from './picture-codec.ts';

/** The browser's own decoders and encoders. Needs createImageBitmap, and OffscreenCanvas or a document. */
export function createBrowserPictureCodec(): PictureCodec {
  return {
    async decode(file) {
      let bitmap: ImageBitmap;
      try {
        bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
      } catch {
        return undefined;
      }
      return decodedPicture(bitmap);
    },
  };
}

function decodedPicture(bitmap: ImageBitmap): DecodedPicture {
  return {
    width: bitmap.width,
    height: bitmap.height,
    hasAlpha() {
      const scale = Math.min(1, 512 / Math.max(bitmap.width, bitmap.height));
      const width = Math.max(1, Math.round(bitmap.width * scale));
      const height = Math.max(1, Math.round(bitmap.height * scale));
      const data = pixels(bitmap, width, height);
      for (let index = 3; index < data.length; index += 4) if ((data[index] ?? 255) < 250) return true;
      return false;
    },
    pixels: (width, height) => pixels(bitmap, width, height),
    async encode(options) {
      return encode(bitmap, options);
    },
    close() {
      bitmap.close();
    },
  };
}

function pixels(bitmap: ImageBitmap, width: number, height: number): Uint8ClampedArray {
  const { context } = createSurface(width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

async function encode(bitmap: ImageBitmap, options: EncodeOptions): Promise<EncodedPicture> {
  const { width, height, mediaType, quality } = options;
  const { context, toBlob } = createSurface(width, height);
  context.imageSmoothingQuality = 'high';
  const crop = options.crop ?? { x: 0, y: 0, size: undefined };
  context.drawImage(bitmap, crop.x, crop.y, crop.size ?? bitmap.width, crop.size ?? bitmap.height, 0, 0, width, height);
  const blob = await toBlob(mediaType, quality);
  // Browsers answer PNG for a type that they cannot write.
  const actual: PictureType = blob.type === mediaType ? mediaType : 'image/png';
  return { mediaType: actual, bytes: new Uint8Array(await blob.arrayBuffer()) };
}

interface Surface {
  readonly context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
  readonly toBlob: (type: PictureType, quality: number) => Promise<Blob>;
}

function createSurface(width: number, height: number): Surface {
  if (typeof OffscreenCanvas !== 'undefined') {
    const canvas = new OffscreenCanvas(width, height);
    return { context: present(canvas.getContext('2d')), toBlob: (type, quality) => canvas.convertToBlob({ type, quality }) };
  }
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const toBlob = (type: PictureType, quality: number) =>
    new Promise<Blob>((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be encoded'))), type, quality);
    });
  return { context: present(canvas.getContext('2d')), toBlob };
}

function present<T>(context: T | null): T {
  if (!context) throw new Error('no 2d canvas');
  return context;
}
