import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appManifest } from './app-manifest.ts';

const folder = join(import.meta.dirname, '../public');

/** Width and height of a PNG, from its first chunk. */
function sizeOf(file: string): string {
  const bytes = readFileSync(join(folder, file));
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

const routes = readFileSync(join(import.meta.dirname, '../src/ui/app/later-routes.tsx'), 'utf8');

describe('the manifest', () => {
  it('has pictures of the sizes that it names', () => {
    for (const { src, sizes } of [...appManifest.icons, ...appManifest.screenshots]) {
      if (src.endsWith('.png')) expect([src, sizeOf(src)]).toEqual([src, sizes]);
      else expect(readFileSync(join(folder, src), 'utf8')).toContain('<svg');
    }
  });

  it('has what installing asks for', () => {
    const purposes = appManifest.icons.map((one) => ('purpose' in one ? one.purpose : 'any'));
    expect(purposes).toEqual(expect.arrayContaining(['any', 'maskable', 'monochrome']));
    expect(appManifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
    const forms = appManifest.screenshots.map(({ form_factor: form }) => form);
    expect(forms).toEqual(expect.arrayContaining(['wide', 'narrow']));
    for (const { sizes } of appManifest.screenshots) {
      const [width = 0, height = 0] = sizes.split('x').map(Number);
      expect(Math.max(width, height) / Math.min(width, height)).toBeLessThan(2.3);
    }
  });

  it('leads into the app from wherever it is served, to places that exist', () => {
    const places = [
      appManifest.start_url,
      ...appManifest.shortcuts.map(({ url }) => url),
      ...appManifest.file_handlers.map(({ action }) => action),
    ];
    for (const place of places) {
      expect(new URL(place, 'https://host.example/folder/').href).toMatch(/^https:\/\/host\.example\/folder\/#\//);
    }
    expect(routes).toContain("'/notifications'");
    expect(routes).toContain("'/settings/*'");
  });

  it('registers no protocols by itself', () => {
    expect(Object.keys(appManifest)).not.toContain('protocol_handlers');
  });
});
