import { describe, expect, it } from 'vitest';
import type { MediaRecord } from '../protocol/ports/records.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { ok } from '../protocol/result.ts';
import { createAttachFile } from './attach-file.ts';
import { box, filmOfPhone, joined, track, uint32 } from './recordings/box-fixture.ts';
import { largestRecordingBytes } from './recordings/limits.ts';
import type { Playable, RecordingProbe } from './recordings/recording-probe.ts';

const film: Playable = { width: 640, height: 360, pixels: (width, height) => new Uint8ClampedArray(width * height * 4).fill(99) };

function setUp(playable: Playable | undefined, putMedia?: AccountStore['putMedia']) {
  const stored: MediaRecord[] = [];
  const played: Uint8Array[] = [];
  const probe: RecordingProbe = async (file) => {
    played.push(new Uint8Array(await file.arrayBuffer()));
    return playable;
  };
  const picture = { digest: 'zQm', mediaType: 'image/jpeg', alt: '', width: 1, height: 1 };
  const store = { putMedia: putMedia ?? (async (media: MediaRecord) => void stored.push(media)) } as AccountStore;
  const attach = createAttachFile({ store, pictures: { attach: async () => ok(picture) }, probe });
  return { attach, stored, played, picture };
}

describe('createAttachFile', () => {
  it('stores a film cleaned, and only when it plays as it was cleaned', async () => {
    const { attach, stored, played } = setUp(film);
    const attached = await attach(new Blob([filmOfPhone()], { type: 'whatever/it-says' }));
    expect(attached).toMatchObject({ ok: true, value: { mediaType: 'video/mp4', width: 640, height: 360, alt: '' } });
    expect(attached.ok && attached.value.blurhash).toMatch(/^[\w#$%*+,.:;=?@[\]^{|}~-]{20,40}$/);
    expect(stored).toHaveLength(1);
    expect(stored[0]).toMatchObject({ mediaType: 'video/mp4', own: true });
    expect(new TextDecoder().decode(stored[0]?.bytes)).not.toMatch(/52\.5200|PhoneOfAda/);
    expect(played).toEqual([stored[0]?.bytes]);
    const silent = setUp(undefined);
    expect(await silent.attach(new Blob([filmOfPhone()]))).toEqual({ ok: false, error: { type: 'unplayable' } });
    expect(silent.stored).toEqual([]);
  });

  it('takes a film without a picture for a sound, of no size', async () => {
    const { attach, stored } = setUp({ width: 0, height: 0 });
    const attached = await attach(new Blob([joined(box('ftyp', 'isom', uint32(0)), box('moov', track('soun', [])))]));
    expect(attached).toEqual({
      ok: true,
      value: { digest: stored[0]?.digest, mediaType: 'audio/mp4', alt: '', width: 0, height: 0 },
    });
  });

  it('leaves pictures to those who know them, also in boxes', async () => {
    const { attach, played, picture } = setUp(film);
    for (const bytes of [joined([0xff, 0xd8, 0xff, 0xe0], 'JFIF of a photo'), box('ftyp', 'avif', uint32(0)), new Uint8Array(3)])
      expect(await attach(new Blob([bytes]))).toEqual(ok(picture));
    expect(played).toEqual([]);
  });

  it('says what is too large, what is broken, and when the disk is full', async () => {
    const { attach } = setUp(film);
    const large = joined(box('ftyp', 'isom', uint32(0)), new Uint8Array(largestRecordingBytes));
    expect(await attach(new Blob([large]))).toEqual({ ok: false, error: { type: 'recording-too-large' } });
    expect(await attach(new Blob([box('ftyp', 'isom', uint32(0)), 'rest']))).toEqual({
      ok: false,
      error: { type: 'unplayable' },
    });
    const full = setUp(film, () => Promise.reject(new DOMException('full', 'QuotaExceededError')));
    expect(await full.attach(new Blob([filmOfPhone()]))).toEqual({ ok: false, error: { type: 'storage-full' } });
    const broken = setUp(film, () => Promise.reject(new Error('broken')));
    await expect(broken.attach(new Blob([filmOfPhone()]))).rejects.toThrow('broken');
  });

  it.each([
    ['M4A', box('ftyp', 'M4A ', uint32(0)), 'audio/mp4'],
    ['MP3 with a tag', joined('ID3', [4, 0, 0, 0, 0, 0, 0], [0xff, 0xfb, 0x90, 0, 1, 2]), 'audio/mpeg'],
    ['MP3 without', joined([0xff, 0xfb, 0x90, 0], 'sound of it'), 'audio/mpeg'],
    ['WAV', joined('RIFF', [20, 0, 0, 0], 'WAVEdata', [2, 0, 0, 0], 'ab'), 'audio/wav'],
    ['WebM', joined([0x1a, 0x45, 0xdf, 0xa3, 0x84], 'webm', [0x18, 0x53, 0x80, 0x67, 0x80]), 'video/webm'],
  ])('knows %s by its first bytes', async (_, bytes, mediaType) => {
    const { attach, stored } = setUp({ width: 0, height: 0 });
    expect(await attach(new Blob([bytes]))).toMatchObject({ ok: true });
    expect(stored[0]?.mediaType).toBe(mediaType);
  });
});
