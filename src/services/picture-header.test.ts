import { describe, expect, it } from 'vitest';
import { readPictureHeader } from './picture-header.ts';

const bytes = (hex: string) => new Uint8Array([...Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'), ...new Uint8Array(40)]);
const ascii = (text: string) => Buffer.from(text, 'latin1').toString('hex');

describe('readPictureHeader', () => {
  it.each([
    ['image/png', bytes(`89504e470d0a1a0a 0000000d ${ascii('IHDR')} 00000140 000000f0`)],
    ['image/gif', bytes(`${ascii('GIF89a')} 4001 f000`)],
    ['image/jpeg', bytes('ffd8 ffe0 0004 0000 ff ffc4 0003 00 ffc2 0011 08 00f0 0140')],
    ['image/webp', bytes(`${ascii('RIFF')} 00000000 ${ascii('WEBPVP8X')} 0a000000 00000000 3f0100 ef0000`)],
    ['image/webp', bytes(`${ascii('RIFF')} 00000000 ${ascii('WEBPVP8L')} 00000000 2f 3fc13b00`)],
    ['image/webp', bytes(`${ascii('RIFF')} 00000000 ${ascii('WEBPVP8 ')} 00000000 000000 9d012a 4001 f000`)],
    [
      'image/avif',
      bytes(
        `0000001c ${ascii('ftypavif')} ${'00'.repeat(8)} ${ascii('ispe')} 00000000 00000010 00000010 ${ascii('ispe')} 00000000 00000140 000000f0`,
      ),
    ],
  ])('reads 320 x 240 from %s', (mediaType, header) => {
    expect(readPictureHeader(header)).toEqual({ mediaType, width: 320, height: 240 });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('x'.repeat(100))],
    ['a JPEG that ends in its metadata', bytes('ffd8 ffe1 fff0')],
    ['a JPEG of garbage', bytes('ffd8 00112233')],
    ['an AVIF without a size', bytes(`0000001c ${ascii('ftypavif')}`)],
  ])('knows nothing of %s', (_name, header) => {
    expect(readPictureHeader(header)).toBeUndefined();
  });
});
