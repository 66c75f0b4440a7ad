import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type PluginOption } from 'vite';
import { fingerprintOf } from '../../../scripts/build-app.ts';
import config from '../../../vite.config.ts';

const root = join(import.meta.dirname, '../../..');

/** Where the interface over sample data (src/ui/development) is built to. */
export const sampleAppFolder = join(root, 'test-results/sample-app');

/** Of the app's own page only: what installs it, and what fetches its files ahead. */
const isForTheApp = (plugin: PluginOption): boolean =>
  typeof plugin === 'object' && plugin !== null && 'name' in plugin && /^(vite-plugin-pwa|pollen-fetch-ahead)/.test(plugin.name);

/** Builds the interface over sample data, once for all test files that look at it; not again while the sources are the same. */
export async function buildSampleApp(): Promise<void> {
  const fingerprint = fingerprintOf(root);
  const stamp = join(sampleAppFolder, '.built-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  const page = (name: string): string => join(root, 'src/ui/development', name);
  await build({
    ...config,
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: (config.plugins ?? []).flat().filter((plugin) => !isForTheApp(plugin as PluginOption)),
    build: {
      target: 'es2024',
      outDir: sampleAppFolder,
      emptyOutDir: true,
      minify: false,
      // Styles as they are delivered: what makes them smaller also writes them for older browsers.
      cssMinify: 'lightningcss',
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: { input: [page('index.html'), page('components.html')] },
    },
  });
  writeFileSync(stamp, fingerprint);
}

export { buildSampleApp as setup };
