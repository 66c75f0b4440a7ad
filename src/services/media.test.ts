import { describe, expect, it } from 'vitest';
import type { MediaRecord } from '../protocol/ports/records.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { createMediaService, inputLimitBytes, outputLimitBytes } from './media.ts';
import type { EncodeOptions, PictureCodec } from './picture-codec.ts';

function pngHeader(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(40);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

interface FakePicture {
  readonly width: number;
  readonly height: number;
  readonly alpha?: boolean;
  /** Bytes an encoded pixel takes at quality 1. */
  readonly bytesPerPixel?: number;
  readonly unreadable?: boolean;
  /** Its colours cannot be had. */
  readonly colourless?: boolean;
  /** As Safari does: PNG for WebP. */
  readonly noWebp?: boolean;
}

function setUp(fake: FakePicture, putMedia?: AccountStore['putMedia']) {
  const stored: MediaRecord[] = [];
  const asked: EncodeOptions[] = [];
  let open = 0;
  const codec: PictureCodec = {
    async decode() {
      if (fake.unreadable) return undefined;
      open += 1;
      return {
        width: fake.width,
        height: fake.height,
        hasAlpha: () => fake.alpha ?? false,
        pixels(width, height) {
          if (fake.colourless) throw new Error('no canvas');
          return new Uint8ClampedArray(width * height * 4).fill(128);
        },
        async encode(options) {
          asked.push(options);
          const size = Math.min(
            2_000_000,
            Math.ceil(options.width * options.height * (fake.bytesPerPixel ?? 0.1) * options.quality),
          );
          const mediaType = fake.noWebp && options.mediaType === 'image/webp' ? 'image/png' : options.mediaType;
          return { mediaType, bytes: new Uint8Array(size).fill(1) };
        },
        close() {
          open -= 1;
        },
      };
    },
  };
  const store = { putMedia: putMedia ?? (async (media: MediaRecord) => void stored.push(media)) } as AccountStore;
  const service = createMediaService({ store, codec });
  return { service, stored, asked, file: new Blob([pngHeader(fake.width, fake.height)]), openPictures: () => open };
}

describe('createMediaService', () => {
  it('computes what draws the colours before the picture comes, which may fail', async () => {
    const { service, file } = setUp({ width: 400, height: 300 });
    const attached = await service.attach(file);
    expect(attached.ok && attached.value.blurhash).toMatch(/^[0-9A-Za-z#$%*+,.:;=?@[\]^_{|}~-]{20,40}$/);
    const { service: failing, file: other } = setUp({ width: 400, height: 300, colourless: true });
    const plain = await failing.attach(other);
    expect(plain.ok && 'blurhash' in plain.value).toBe(false);
  });

  it('shrinks the long side and stores under the digest of what is published', async () => {
    const { service, stored, file, openPictures } = setUp({ width: 4000, height: 3000 });
    const attached = await service.attach(file);
    expect(attached).toMatchObject({
      ok: true,
      value: {
        digest: expect.stringMatching(/^zQm[1-9A-HJ-NP-Za-km-z]{44}$/),
        mediaType: 'image/jpeg',
        width: 2048,
        height: 1536,
        alt: '',
      },
    });
    expect(stored).toHaveLength(1);
    expect(stored[0]).toMatchObject({ own: true, digest: attached.ok && attached.value.digest });
    expect(openPictures()).toBe(0);
  });

  it('names a picture by sha2-256', async () => {
    const { service, stored, file } = setUp({ width: 100, height: 100, bytesPerPixel: 0 });
    await service.attach(file);
    // Of no bytes: the well-known e3b0c442… as a multihash.
    expect(stored[0]?.digest).toBe('zQmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n');
  });

  it('never enlarges', async () => {
    const { service, file } = setUp({ width: 300, height: 40 });
    expect(await service.attach(file)).toMatchObject({ ok: true, value: { width: 300, height: 40 } });
  });

  it('lowers quality first, then size, until it fits', async () => {
    const { service, stored, asked, file } = setUp({ width: 2048, height: 2048, bytesPerPixel: 1 });
    expect((await service.attach(file)).ok).toBe(true);
    expect(stored[0]?.bytes.length).toBeLessThanOrEqual(outputLimitBytes);
    expect(asked.slice(0, 4).map(({ width, quality }) => [width, quality])).toEqual([
      [2048, 0.85],
      [2048, 0.7],
      [2048, 0.55],
      [1536, 0.85],
    ]);
  });

  it('gives up on a picture that never fits', async () => {
    const { service, file, openPictures } = setUp({ width: 2048, height: 2048, bytesPerPixel: 10_000 });
    expect(await service.attach(file)).toEqual({ ok: false, error: { type: 'too-large' } });
    expect(openPictures()).toBe(0);
  });

  it('keeps transparency', async () => {
    expect(await setUp({ width: 9, height: 9, alpha: true }).service.attach(new Blob([pngHeader(9, 9)]))).toMatchObject({
      value: { mediaType: 'image/webp' },
    });
    expect(
      await setUp({ width: 9, height: 9, alpha: true, noWebp: true }).service.attach(new Blob([pngHeader(9, 9)])),
    ).toMatchObject({
      value: { mediaType: 'image/png' },
    });
  });

  it('refuses what is too large before decoding it, and what is no picture', async () => {
    const { service } = setUp({ width: 1, height: 1 });
    const outcome = async (file: Blob) => {
      const attached = await service.attach(file);
      return attached.ok ? 'attached' : attached.error.type;
    };
    expect(await outcome(new Blob([pngHeader(20_000, 20_000)]))).toBe('too-large');
    expect(await outcome(new Blob([pngHeader(10, 10), new Uint8Array(inputLimitBytes)]))).toBe('too-large');
    expect(await outcome(new Blob([pngHeader(0, 10)]))).toBe('not-a-picture');
    expect(await outcome(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>']))).toBe('not-a-picture');
    expect(await outcome(new Blob([]))).toBe('not-a-picture');
    const broken = setUp({ width: 5, height: 5, unreadable: true });
    expect(await broken.service.attach(broken.file)).toEqual({ ok: false, error: { type: 'not-a-picture' } });
  });

  it('reports a full disk', async () => {
    const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    const { service, file } = setUp({ width: 5, height: 5 }, full);
    expect(await service.attach(file)).toEqual({ ok: false, error: { type: 'storage-full' } });
  });

  it('cuts the middle square for a profile picture', async () => {
    const { service, asked, file, stored } = setUp({ width: 1000, height: 600 });
    const attached = await service.attachAvatar(file);
    expect(attached).toEqual({ ok: true, value: stored[0]?.digest });
    expect(asked[0]).toMatchObject({ width: 400, height: 400, crop: { x: 200, y: 0, size: 600 } });
  });
});
