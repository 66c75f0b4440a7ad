/** Boxes of ISO 14496-12, for tests. */
export type Part = Uint8Array | string | readonly number[];

export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export function joined(...parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const pieces = parts.map((part) => (typeof part === 'string' ? bytesOf(part) : Uint8Array.from(part)));
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export const uint32 = (...values: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setUint32(index * 4, value);
  return bytes;
};

export function box(type: string, ...body: readonly Part[]): Uint8Array<ArrayBuffer> {
  const content = joined(...body);
  return joined(uint32(content.length + 8), type, content);
}

/** With 64 bits for its size. */
export function wideBox(type: string, ...body: readonly Part[]): Uint8Array<ArrayBuffer> {
  const content = joined(...body);
  return joined(uint32(1), type, uint32(0, content.length + 16), content);
}

const times = uint32(3_800_000_000, 3_800_000_001);

/** One sample a chunk. */
export function track(
  handler: string,
  samples: readonly { readonly at: number; readonly length: number }[],
  ...more: Uint8Array[]
) {
  const table = box(
    'stbl',
    box('stsz', uint32(0, 0, samples.length, ...samples.map(({ length }) => length))),
    box('stsc', uint32(0, 1, 1, 1, 1)),
    box('stco', uint32(0, samples.length, ...samples.map(({ at }) => at))),
  );
  return box(
    'trak',
    box('tkhd', uint32(0), times, uint32(1)),
    box(
      'mdia',
      box('mdhd', uint32(0), times, uint32(1000, 1000, 0)),
      box('hdlr', uint32(0, 0), handler, uint32(0, 0, 0), 'PhoneOfAda 15\0'),
      box('minf', table),
    ),
    ...more,
  );
}

/** A film of a picture, a sound and a track of places, with all that phones add. */
export function filmOfPhone(): Uint8Array<ArrayBuffer> {
  const ftyp = box('ftyp', 'mp42', uint32(0), 'mp42isom');
  const mdat = box('mdat', 'PICTUREPLACE52SOUND');
  const first = ftyp.length + 8;
  return joined(
    ftyp,
    mdat,
    box(
      'moov',
      box('mvhd', uint32(0), times, uint32(1000, 1000)),
      track('vide', [{ at: first, length: 7 }], box('udta', box('\u00a9xyz', '+52.5200+013.4050/')), box('meta', 'more of it')),
      track('soun', [{ at: first + 14, length: 5 }]),
      track('meta', [
        { at: first + 7, length: 5 },
        { at: first + 12, length: 2 },
      ]),
      box('udta', box('\u00a9xyz', '+52.5200+013.4050/')),
      box('meta', 'com.apple.quicktime.location'),
    ),
    box('uuid', '0123456789abcdef', '<x:xmpmeta>'),
    wideBox('sefd', 'what a camera adds at the end'),
  );
}
