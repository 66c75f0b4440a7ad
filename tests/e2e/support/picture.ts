import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** A JPEG as a phone makes it, with a position in its EXIF block; returns its path. */
export async function photoWithPosition(page: Page): Promise<string> {
  const jpeg = Buffer.from(
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(1200, 800);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      const sky = context.createLinearGradient(0, 0, 0, 800);
      sky.addColorStop(0, '#f4c95d');
      sky.addColorStop(1, '#7a9e4b');
      context.fillStyle = sky;
      context.fillRect(0, 0, 1200, 800);
      for (let index = 0; index < 60; index++) {
        context.fillStyle = `hsl(${330 + ((index * 47) % 90)} 75% 72%)`;
        context.beginPath();
        context.arc(
          (index * index * 37 + index * 733) % 1200,
          440 + ((index * index * 53 + index * 97) % 340),
          8 + (index % 5) * 4,
          0,
          7,
        );
        context.fill();
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    }),
  );
  const path = join(mkdtempSync(join(tmpdir(), 'pollen-photo-')), 'meadow.jpg');
  writeFileSync(path, Buffer.concat([jpeg.subarray(0, 2), exifWithPosition(), jpeg.subarray(2)]));
  return path;
}

/** The marker that no published byte may contain. */
export const positionMarker = 'SECRET-POSITION-52.5200N';

function exifWithPosition(): Buffer {
  // TIFF, little endian, one entry: ImageDescription (0x010e), ASCII.
  const text = Buffer.from(`${positionMarker}\0`, 'ascii');
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x010e, 10);
  tiff.writeUInt16LE(2, 12);
  tiff.writeUInt32LE(text.length, 14);
  tiff.writeUInt32LE(26, 18);
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, text]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}
