import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { basename, resolve } from 'node:path';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { configDefaults } from 'vitest/config';
import { accountChunk } from './scripts/account-chunk.ts';
import { appManifest } from './scripts/app-manifest.ts';
import { fetchAheadPlugin } from './scripts/fetch-ahead.ts';
import { leanReactPlugin } from './scripts/lean-react.ts';
import { longestFirst } from './scripts/longest-first.ts';
import { longestTests, thoroughTests } from './scripts/thorough-tests.ts';

/** Words of languages other than English have names of their own, by which the service worker knows them. */
const chunkName = (chunk: { readonly facadeModuleId?: string | null }): string => {
  const [, language, part] = /\/locales\/(\w+)\/(\w+)\.po/.exec(chunk.facadeModuleId ?? '') ?? [];
  const name = language === undefined || language === 'en' ? '[name]' : `language-${language}-${part}`;
  return `assets/${name}-[hash].js`;
};

const withDocument = ['scripts/lean-react.test.ts'];

/** Files share a process and what it has loaded: half of the time went into that. They leave nothing behind in it. */
const shared = { isolate: false, setupFiles: ['tests/support/leave-nothing.ts'] };

/**
 * What is fetched with a file, before it asks for it: with the page what the first script begins with; all of an account, which is on the
 * way to the first paint; else new styles.
 */
const fetchedWith = (file: string, needed: string[], host: { readonly hostType: 'html' | 'js' }): string[] =>
  needed.filter((name) => {
    if (host.hostType === 'html') return true;
    if (/\bfirst-account-/.test(file)) return /\bfirst-account-/.test(name);
    return name.endsWith('.css') && !/\b(index|first-account)-[\w-]{8}\.css$/.test(name);
  });

export default defineConfig({
  // Relative paths everywhere: the same build works on any static host, in any folder.
  base: './',
  build: {
    target: 'es2024',
    // Every name with a hash in a list costs bytes before the first paint.
    modulePreload: {
      polyfill: false,
      resolveDependencies: fetchedWith,
    },
    chunkSizeWarningLimit: 1000,
    assetsInlineLimit: 0,
    // What loads before the first paint is one file, and what an account adds to it another: thirty small ones compress 9 kB worse.
    rolldownOptions: {
      output: {
        chunkFileNames: chunkName,
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'first', tags: ['$initial'], priority: 1 },
            { name: accountChunk, debugName: 'account' },
          ],
        },
      },
    },
  },
  // Compresses better than hashes. No two style files share a name (scripts/style-names.test.ts).
  css: { modules: { generateScopedName: (name, file) => `${basename(file).split('.')[0]}_${name}` } },
  resolve: { alias: { 'use-sync-external-store/shim/index.js': resolve('scripts/stubs/use-sync-external-store.ts') } },
  plugins: [
    react(),
    leanReactPlugin(),
    fetchAheadPlugin(),
    lingui(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/sw',
      filename: 'service-worker.ts',
      injectRegister: false,
      // The system keeps the icons of what it has installed; what is needed here is named below.
      includeManifestIcons: false,
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,webmanifest}'],
        // What else is not stored ahead: src/sw/kept-assets.ts.
        globIgnores: ['screenshots/**', 'icons/{icon,maskable}-512.png'],
        maximumFileSizeToCacheInBytes: 2 ** 21,
      },
      manifest: appManifest,
    }),
  ],
  test: {
    testTimeout: 60_000,
    // A second, as usual, is too little for a processor with four other things to do; waiting long costs nothing when it comes.
    expect: { poll: { timeout: 10_000 } },
    setupFiles: ['tests/support/patience.ts'],
    // By default one core is left for the person at the keyboard: on two cores that would be half of them.
    maxWorkers: '100%',
    // Catalogues of messages are read by a plugin past what the cache of transformed files knows of.
    fsModuleCache: false,
    sequence: { sequencer: longestFirst(longestTests) },
    projects: [
      {
        extends: true,
        // Each file has a document and modules of its own.
        test: { name: 'interface', include: ['src/ui/**/*.test.ts', 'src/**/*.test.tsx', ...withDocument] },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'node',
          include: ['{src,tests/contract,scripts}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'src/ui/**', ...withDocument, ...thoroughTests],
        },
      },
      { extends: true, test: { ...shared, name: 'thorough', include: thoroughTests.map((folder) => `${folder}/*.test.ts`) } },
    ],
  },
});
