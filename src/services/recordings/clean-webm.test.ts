import { describe, expect, it } from 'vitest';
import { joined, type Part } from './box-fixture.ts';
import { cleanWebm } from './clean-webm.ts';

const text = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** An element; `width`: bytes of its size. */
function element(id: readonly number[], width: number, ...body: readonly Part[]): Uint8Array<ArrayBuffer> {
  const content = joined(...body);
  const size = Array.from({ length: width }, (_, index) => Math.floor(content.length / 256 ** (width - 1 - index)) % 256);
  size[0] = (size[0] ?? 0) | (1 << (8 - width));
  return joined(id, size, content);
}

const head = element([0x1a, 0x45, 0xdf, 0xa3], 1, [0x42, 0x82, 0x84], 'webm');
const info = element(
  [0x15, 0x49, 0xa9, 0x66],
  1,
  element([0x44, 0x61], 1, 'DATEDATE'),
  element([0x7b, 0xa9], 1, 'my garden'),
  element([0x4d, 0x80], 1, 'libwebm of Ada'),
  element([0x57, 0x41], 1, 'PhoneOfAda'),
  element([0x2a, 0xd7, 0xb1], 1, [0x0f, 0x42, 0x40]),
);
const tags = element([0x12, 0x54, 0xc3, 0x67], 8, 'LOCATION 52.5200');
const files = element([0x19, 0x41, 0xa4, 0x69], 2, 'a file inside');
const picture = element([0x1f, 0x43, 0xb6, 0x75], 2, element([0xa3], 1, 'PICTURE'));
const open = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

describe('cleanWebm', () => {
  it('leaves picture and sound where they are, and no date, title, tag, program or file', () => {
    const film = joined(head, element([0x18, 0x53, 0x80, 0x67], 4, info, tags, picture, files));
    const { length } = film;
    const clean = cleanWebm(film);
    expect(clean?.length).toBe(length);
    const words = text(clean ?? new Uint8Array(0));
    expect(words).toContain('PICTURE');
    expect(words).toContain('webm');
    expect(words).not.toMatch(/DATE|garden|PhoneOfAda|libwebm|LOCATION|52\.5200|a file inside/);
    expect(cleanWebm(film.slice())).toEqual(film);
  });

  it('cleans what a browser recorded, without sizes', () => {
    const film = joined(
      head,
      [0x18, 0x53, 0x80, 0x67],
      open,
      info,
      [0x1f, 0x43, 0xb6, 0x75],
      open,
      element([0xa3], 1, 'PICTURE'),
      tags,
    );
    const words = text(cleanWebm(film) ?? new Uint8Array(0));
    expect(words).toContain('PICTURE');
    expect(words).not.toMatch(/DATE|garden|LOCATION/);
  });

  it.each([
    ['an element larger than the file', joined(head, [0x18, 0x53, 0x80, 0x67, 0x88], 'short')],
    ['a number that does not end', joined(head, [0x18, 0x53])],
    ['no number at all', joined(head, [0x00, 0x00])],
    ['an open element that must have a size', joined(head, [0xa3], open, 'PICTURE')],
  ])('refuses %s', (_, bytes) => expect(cleanWebm(bytes)).toBeUndefined());

  it('ends, whatever is in a file', () => {
    const film = joined(head, element([0x18, 0x53, 0x80, 0x67], 4, info, tags, picture, files));
    for (let at = 0; at < film.length; at++) {
      const damaged = film.slice();
      damaged[at] = 0xff;
      expect([undefined, film.length]).toContain(cleanWebm(damaged)?.length);
      expect(() => cleanWebm(film.slice(0, at))).not.toThrow();
    }
  });
});
