import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { positionMarker } from './picture.ts';

/** A second of film as a browser records it, with a position in a tag at its end; returns its path. */
export async function filmWithPosition(page: Page): Promise<string> {
  const film = Buffer.from(
    await page.evaluate(async () => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [320, 180];
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/webm;codecs=vp8' });
      const parts: Blob[] = [];
      const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
      recorder.start();
      for (let frame = 0; frame < 30; frame++) {
        context.fillStyle = `hsl(${frame * 4} 70% 60%)`;
        context.fillRect(0, 0, 320, 180);
        context.fillStyle = '#244';
        context.fillRect(frame * 9, 60, 40, 60);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      recorder.stop();
      await ended;
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
    }),
  );
  const path = join(mkdtempSync(join(tmpdir(), 'pollen-film-')), 'meadow.webm');
  const text = Buffer.from(positionMarker);
  writeFileSync(path, Buffer.concat([film, Buffer.from([0x12, 0x54, 0xc3, 0x67, 0x40, text.length]), text]));
  return path;
}
