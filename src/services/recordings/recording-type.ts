/** Films and sounds that can be posted: what is published under an extension of its own and can be cleaned here. */
export type RecordingType = 'video/mp4' | 'video/webm' | 'audio/mp4' | 'audio/mpeg' | 'audio/wav';

/** How many bytes `recordingType` wants to see. */
export const recordingHeadBytes = 64;

/** Still pictures in boxes of ISO 14496-12 (HEIF, AVIF). */
const stillBrand = /^(?:avif|avis|heic|heix|hevc|heim|heis|mif1|msf1)$/;

/** What the first bytes of a file say; a name or a declared type is not trusted. Undefined: no film or sound that is known here. */
export function recordingType(bytes: Uint8Array): RecordingType | undefined {
  if (bytes.length < 12) return undefined;
  const ascii = (offset: number): string => String.fromCharCode(...bytes.subarray(offset, offset + 4));
  if (ascii(4) === 'ftyp') {
    const brand = ascii(8);
    if (stillBrand.test(brand)) return undefined;
    return /^M4[AB] $/.test(brand) ? 'audio/mp4' : 'video/mp4';
  }
  const [first = 0, second = 0] = bytes;
  if (first === 0x1a && second === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3) return 'video/webm';
  if (ascii(0) === 'RIFF' && ascii(8) === 'WAVE') return 'audio/wav';
  // An ID3 tag, or the first frame: eleven bits set, then a version and a layer that exist (ISO 11172-3, 2.4.1.3).
  if (ascii(0).startsWith('ID3')) return 'audio/mpeg';
  const isFrame = first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && (second & 0x06) === 0x02;
  return isFrame ? 'audio/mpeg' : undefined;
}
