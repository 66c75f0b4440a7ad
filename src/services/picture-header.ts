/** What the first bytes of a picture file say, before anything decodes it. */
export interface PictureHeader {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif';
  readonly width: number;
  readonly height: number;
}

/** How many bytes `readPictureHeader` wants to see at most; JPEG metadata may come before the size. */
export const headerLimitBytes = 1024 * 1024;

/**
 * Type and size of a picture from its header, so that a small file that would unpack to gigabytes is refused unread.
 * Undefined for everything else, SVG included.
 */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  if (bytes.length < 30) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ascii = (offset: number, length: number) => String.fromCharCode(...bytes.subarray(offset, offset + length));
  if (ascii(1, 3) === 'PNG') return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  if (ascii(0, 4) === 'GIF8') {
    return { mediaType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (ascii(0, 4) === 'RIFF' && ascii(8, 4) === 'WEBP') return readWebp(view, ascii(12, 4));
  if (ascii(4, 4) === 'ftyp' && /avif|avis|mif1|heic/.test(ascii(8, 20))) return readAvif(view);
  return view.getUint16(0) === 0xffd8 ? readJpeg(view) : undefined;
}

function readWebp(view: DataView, chunk: string): PictureHeader | undefined {
  const mediaType = 'image/webp';
  if (chunk === 'VP8X') {
    const read24 = (offset: number) => view.getUint16(offset, true) + view.getUint8(offset + 2) * 0x10000 + 1;
    return { mediaType, width: read24(24), height: read24(27) };
  }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { mediaType, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk === 'VP8 ') {
    return { mediaType, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  return undefined;
}

// The largest `ispe` (image spatial extents) property: grids and thumbnails have smaller ones.
function readAvif(view: DataView): PictureHeader | undefined {
  let largest: PictureHeader | undefined;
  const end = Math.min(view.byteLength, 64 * 1024) - 16;
  for (let offset = 12; offset <= end; offset += 1) {
    if (view.getUint32(offset) !== 0x69737065) continue;
    const width = view.getUint32(offset + 8);
    const height = view.getUint32(offset + 12);
    if (!largest || width * height > largest.width * largest.height) largest = { mediaType: 'image/avif', width, height };
  }
  return largest;
}

function readJpeg(view: DataView): PictureHeader | undefined {
  let offset = 2;
  while (offset + 9 < view.byteLength) {
    if (view.getUint8(offset) !== 0xff) return undefined;
    const marker = view.getUint8(offset + 1);
    // Start of frame: C0 to CF without the tables DHT, JPG and DAC.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { mediaType: 'image/jpeg', width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) };
    }
    // Padding and markers without a length.
    if (marker === 0xff) offset += 1;
    else if (marker === 1 || (marker >= 0xd0 && marker <= 0xd7)) offset += 2;
    else offset += 2 + view.getUint16(offset + 2);
  }
  return undefined;
}
