import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openZip } from './read-zip.ts';
import type { SiteFile } from './site-files.ts';
import { writeZip, type ZipPlatform } from './write-zip.ts';
import { crc32Of, directoryHeader, dosTime, endRecords } from './zip-records.ts';

const onNode: ZipPlatform = { crc32, deflate: (bytes) => deflateRawSync(bytes) };
const date = new Date('2026-03-29T02:30:58Z');

async function zipOf(files: readonly SiteFile[], platform?: ZipPlatform): Promise<Blob> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  async function* all(): AsyncGenerator<SiteFile, string, undefined> {
    yield* files;
    return 'done';
  }
  const [outcome, blob] = await Promise.all([writeZip(all(), writable, date, platform), new Response(readable).blob()]);
  expect(outcome).toBe('done');
  return blob;
}

async function contents(blob: Blob): Promise<Map<string, Uint8Array | undefined>> {
  const zip = await openZip(blob);
  if (!zip.ok) throw new Error(zip.error);
  const files = new Map<string, Uint8Array | undefined>();
  for await (const path of zip.value.paths()) files.set(path, await zip.value.read(path));
  await zip.value.close();
  return files;
}

const samples: SiteFile[] = [
  { path: 'index.html', bytes: new TextEncoder().encode('<p>hello</p>'.repeat(500)) },
  { path: '.nojekyll', bytes: new Uint8Array(0) },
  { path: 'm/q/h/x.jpg', bytes: crypto.getRandomValues(new Uint8Array(60_000)) },
  { path: 'large', bytes: new Uint8Array(700_000).map((_, index) => (index * index) % 251) },
  { path: 'naïve/日本/did:key:z6Mk', bytes: Uint8Array.of(1) },
];

describe('writeZip', () => {
  it.each([
    ['in a browser', undefined],
    ['on Node', onNode],
  ])('writes what others read, %s', async (_, platform) => {
    const zip = await zipOf(samples, platform);
    expect(await contents(zip)).toEqual(new Map(samples.map(({ path, bytes }) => [path, bytes])));
    expect(zip.size).toBeLessThan(900_000);
    expect(await zipOf(samples, platform)).toEqual(zip);
  });

  it('goes on after 65,535 files', async () => {
    const many = Array.from({ length: 70_000 }, (_, index) => ({ path: `f/${index}`, bytes: Uint8Array.of(index & 0xff) }));
    const zip = await openZip(await zipOf(many, onNode));
    if (!zip.ok) throw new Error(zip.error);
    let count = 0;
    for await (const path of zip.value.paths()) count += path.startsWith('f/') ? 1 : 0;
    expect(count).toBe(70_000);
    expect(await zip.value.read('f/69999')).toEqual(Uint8Array.of(69_999 & 0xff));
  });

  it('writes 64-bit offsets beyond 4 GiB', () => {
    const entry = { path: 'a', crc32: 1, storedBytes: 2, fileBytes: 3, isDeflated: false, offset: 5 * 2 ** 30, time: 0 };
    const header = directoryHeader(entry);
    const view = new DataView(header.buffer);
    expect(view.getUint32(42, true)).toBe(0xffff_ffff);
    expect([view.getUint16(47, true), view.getUint16(49, true), view.getBigUint64(51, true)]).toEqual([1, 8, 5n * 2n ** 30n]);
    expect(endRecords(1, 5 * 2 ** 30, header.length).map(({ length }) => length)).toEqual([56, 20, 22]);
    expect(endRecords(1, 100, 50).map(({ length }) => length)).toEqual([22]);
  });

  it('knows checksums and the clock of zip files', () => {
    expect(crc32Of(new TextEncoder().encode('123456789'))).toBe(0xcbf4_3926);
    const time = dosTime(date);
    expect([(time >>> 25) + 1980, (time >>> 21) & 15, (time >>> 16) & 31]).toEqual([2026, 3, 29]);
    expect([(time >>> 11) & 31, (time >>> 5) & 63, (time & 31) * 2]).toEqual([2, 30, 58]);
  });

  it('reads no zip that lies about sizes, and none that is none', async () => {
    const bytes = new Uint8Array(await (await zipOf([{ path: 'a', bytes: new Uint8Array(100_000) }], onNode)).arrayBuffer());
    const view = new DataView(bytes.buffer);
    const directory = bytes.findLastIndex(
      (byte, at) => byte === 0x50 && at + 4 < bytes.length && view.getUint32(at, true) === 0x0201_4b50,
    );
    view.setUint32(directory + 24, 10, true);
    view.setUint32(22, 10, true);
    expect((await contents(new Blob([bytes]))).get('a')).toBeUndefined();
    expect((await openZip(new Blob(['not a zip']))).ok).toBe(false);
    expect((await openZip(new Blob([bytes.slice(0, 40)]))).ok).toBe(false);
  });
});
