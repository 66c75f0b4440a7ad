import { describe, expect, it } from 'vitest';
import { box, filmOfPhone, joined, track, uint32 } from './box-fixture.ts';
import { cleanMp4 } from './clean-mp4.ts';
import { boxAt, boxesIn } from './mp4-boxes.ts';

const text = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

function cleaned(bytes: Uint8Array): Uint8Array {
  const clean = cleanMp4(bytes);
  if (clean === undefined) throw new Error('refused');
  return clean;
}

describe('cleanMp4', () => {
  it('leaves picture and sound where they are, and nothing of place, camera and time', () => {
    const film = filmOfPhone();
    const { length } = film;
    const clean = cleaned(film);
    expect(clean.length).toBe(length);
    const words = text(clean);
    expect(words).toContain('PICTURE');
    expect(words).toContain('SOUND');
    for (const secret of ['52', 'PLACE', '013.4050', 'PhoneOfAda', 'quicktime', 'xmpmeta', 'camera', 'xyz', 'uuid', 'sefd'])
      expect(words).not.toContain(secret);
    // The times that every header has.
    expect(words).not.toContain(text(uint32(3_800_000_000)));
    expect(words).not.toContain(text(uint32(3_800_000_001)));
  });

  it('leaves a film that can be read: the same boxes of the same size', () => {
    const clean = cleaned(filmOfPhone());
    const top = boxesIn(clean, 0, clean.length);
    expect(top.map(({ type }) => type)).toEqual(['ftyp', 'mdat', 'moov', 'free', 'free']);
    const [, , movie] = top;
    if (movie === undefined) throw new Error('no movie');
    const inside = boxesIn(clean, movie.body, movie.end);
    expect(inside.map(({ type }) => type)).toEqual(['mvhd', 'trak', 'trak', 'free', 'free', 'free']);
    const [, first] = inside;
    const handler = first && boxAt(clean, first, 'mdia', 'hdlr');
    expect(handler && text(clean.subarray(handler.body + 8, handler.body + 12))).toBe('vide');
    expect(first && boxAt(clean, first, 'mdia', 'minf', 'stbl', 'stsz')).toBeDefined();
  });

  it('changes nothing the second time', () => {
    const once = cleaned(filmOfPhone()).slice();
    expect(cleaned(once.slice())).toEqual(once);
  });

  it('finds samples of one size, several in a chunk, and places of 64 bits', () => {
    const ftyp = box('ftyp', 'isom', uint32(0));
    const first = ftyp.length + 8;
    const table = box(
      'stbl',
      box('stsz', uint32(0, 3, 5)),
      // Two in the first chunk, three in those after it.
      box('stsc', uint32(0, 2, 1, 2, 1, 2, 3, 1)),
      box('co64', uint32(0, 2, 0, first, 0, first + 10)),
    );
    const camera = box('trak', box('mdia', box('hdlr', uint32(0, 0), 'meta', uint32(0, 0, 0)), box('minf', table)));
    const clean = cleaned(joined(ftyp, box('mdat', 'aaabbbKEEPcccdddeeeREST'), box('moov', camera)));
    expect(text(clean)).toContain('\0\0\0\0\0\0KEEP\0\0\0\0\0\0\0\0\0REST');
  });

  it('refuses measurements in fragments, which stand anywhere', () => {
    const fragmented = joined(box('ftyp', 'iso5', uint32(0)), box('moov', track('meta', []), box('mvex', '')));
    expect(cleanMp4(fragmented)).toBeUndefined();
  });

  it('cleans fragments of picture and sound', () => {
    const clean = cleaned(
      joined(
        box('ftyp', 'iso5', uint32(0)),
        box('moov', track('vide', []), box('mvex', '')),
        box(
          'moof',
          box('mfhd', uint32(0, 1)),
          box('traf', box('tfhd', uint32(0, 1)), box('uuid', 'where I was')),
          box('meta', 'and when'),
        ),
        box('mdat', 'PICTURE'),
      ),
    );
    expect(text(clean)).toContain('PICTURE');
    expect(text(clean)).not.toMatch(/where I was|and when/);
  });

  it.each([
    ['a box larger than the file', joined(box('ftyp', 'isom'), uint32(500), 'moov')],
    ['a box smaller than its header', joined(box('ftyp', 'isom'), uint32(7), 'moov')],
    ['the end of a header', joined(box('ftyp', 'isom'), uint32(1), 'moov', uint32(0))],
    ['samples outside of the file', joined(box('ftyp', 'isom'), box('moov', track('meta', [{ at: 9_000, length: 5 }])))],
    ['more samples than the table has', joined(box('ftyp', 'isom'), box('moov', brokenTable()))],
    ['a header without times', joined(box('ftyp', 'isom'), box('moov', box('mvhd', uint32(0))))],
  ])('refuses %s', (_, bytes) => {
    expect(cleanMp4(bytes)).toBeUndefined();
  });

  it('ends, whatever is in a file', () => {
    const film = filmOfPhone();
    for (let at = 0; at < film.length; at++) {
      const damaged = film.slice();
      damaged[at] = 0xff;
      expect([undefined, film.length]).toContain(cleanMp4(damaged)?.length);
      expect(() => cleanMp4(film.slice(0, at))).not.toThrow();
    }
  });
});

function brokenTable(): Uint8Array {
  const whole = track('meta', [{ at: 0, length: 1 }]);
  const at = text(whole).indexOf('stsz');
  whole.set(uint32(0xffffffff), at + 12);
  return whole;
}
