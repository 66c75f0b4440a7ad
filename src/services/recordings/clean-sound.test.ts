import { describe, expect, it } from 'vitest';
import { joined } from './box-fixture.ts';
import { cleanMp3, cleanWav } from './clean-sound.ts';

const little = (value: number): readonly number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
const chunk = (name: string, body: string): Uint8Array => joined(name, little(body.length), body, body.length % 2 ? [0] : []);
const frames = joined([0xff, 0xfb, 0x90, 0x00], 'frames of sound');

describe('cleanMp3', () => {
  it('keeps the frames alone', () => {
    const tag = joined('ID3', [4, 0, 0, 0, 0, 1, 2], 'x'.repeat(130));
    const withFooter = joined('ID3', [4, 0, 0x10, 0, 0, 0, 3], 'abc', '3DI', [4, 0, 0x10, 0, 0, 0, 3]);
    const ape = joined('items of the tag', 'APETAGEX', little(2000), little(16 + 32), little(1), little(0), little(0), little(0));
    const old = joined('TAG', 'a title'.padEnd(125, ' '));
    expect(cleanMp3(joined(tag, withFooter, frames, ape, old))).toEqual(frames);
    expect(cleanMp3(frames)).toEqual(frames);
  });

  it('refuses a file of tags alone', () => {
    expect(cleanMp3(joined('ID3', [4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f], 'short'))).toBeUndefined();
    expect(cleanMp3(new Uint8Array(0))).toBeUndefined();
  });
});

describe('cleanWav', () => {
  const wave = (...parts: readonly Uint8Array[]): Uint8Array => {
    const body = joined('WAVE', ...parts);
    return joined('RIFF', little(body.length), body);
  };

  it('keeps how it sounds and the sound', () => {
    const full = wave(
      chunk('bext', 'who and where'),
      chunk('fmt ', 'sixteen bytes ok'),
      chunk('LIST', 'INFO'),
      chunk('data', 'SOUND'),
    );
    expect(cleanWav(full)).toEqual(wave(chunk('fmt ', 'sixteen bytes ok'), chunk('data', 'SOUND')));
  });

  it('takes what there is of a recording without its length', () => {
    const open = joined(
      'RIFF',
      little(0xffffffff),
      'WAVE',
      chunk('fmt ', 'sixteen bytes ok'),
      'data',
      little(0xffffffff),
      'SOUNDS',
    );
    expect(cleanWav(open)).toEqual(wave(chunk('fmt ', 'sixteen bytes ok'), chunk('data', 'SOUNDS')));
  });

  it('refuses a file without sound', () => expect(cleanWav(wave(chunk('fmt ', 'sixteen bytes ok')))).toBeUndefined());
});
