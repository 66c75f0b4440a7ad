import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { contentSecurityPolicy } from '../src/gateway/app/app-headers.ts';
import { aheadScript, type Bundle, filesAhead, screens } from './fetch-ahead.ts';

it('is a script that the app allows in its page', () => {
  const digest = createHash('sha256').update(aheadScript).digest('base64');
  expect(contentSecurityPolicy).toContain(`script-src 'self' 'sha256-${digest}';`);
});

describe('the script in the page', () => {
  const data = { account: 'a.js a.css', compose: 'c.js', reading: 'r.js', engine: 'e.js' };

  async function fetched(hash: string, databases: () => Promise<{ name: string }[]>, event?: string): Promise<string[]> {
    const links: { rel?: string; as?: string; href?: string }[] = [];
    const document = {
      currentScript: { dataset: data },
      createElement: () => ({}),
      head: { append: (link: object) => void links.push(link) },
    };
    const asked = vi.fn<() => Promise<{ name: string }[]>>(databases);
    // The page runs the same text.
    const run = new Function('document', 'location', 'indexedDB', 'addEventListener', aheadScript) as (
      ...given: unknown[]
    ) => void;
    const page = new EventTarget();
    run(document, { hash }, { databases: asked }, page.addEventListener.bind(page));
    await Promise.allSettled(asked.mock.results.map(({ value }) => value as unknown));
    await Promise.resolve();
    if (event !== undefined) page.dispatchEvent(new Event(event));
    return links.map(({ rel, as, href }) => [rel, as, href].filter(Boolean).join(' '));
  }

  const device = [{ name: 'pollen' }, { name: 'pollen-k51abc' }];
  const account = ['modulepreload a.js', 'preload style a.css'];

  it.each([
    ['', account],
    ['#/', account],
    ['#/compose', [...account, 'modulepreload c.js']],
    ['#/me', [...account, 'modulepreload r.js']],
    ['#/person/somebody', [...account, 'modulepreload r.js']],
  ])('fetches for %j what an account needs there', async (hash, files) => {
    expect(await fetched(hash, async () => device)).toEqual(files);
  });

  it('fetches nothing for somebody new', async () => {
    expect(await fetched('#/me', async () => [{ name: 'pollen' }])).toEqual([]);
  });

  it('fetches for everybody what connects, when the app says so', async () => {
    expect(await fetched('', async () => [], 'engine')).toEqual(['modulepreload e.js']);
  });

  it('leaves everything to the app where the browser does not tell', async () => {
    expect(await fetched('#/', () => Promise.reject(new Error('SecurityError')))).toEqual([]);
  });
});

describe('the files', () => {
  const chunk = (files: readonly string[], imports: string[] = [], styles: string[] = []) => ({
    type: 'chunk' as const,
    facadeModuleId: null,
    moduleIds: files.map((file) => resolve('/app', file)),
    imports,
    viteMetadata: { importedCss: new Set(styles) },
  });
  const bundle: Bundle = {
    'first.js': {
      ...chunk(['src/main.tsx'], ['runtime.js'], ['first.css']),
      facadeModuleId: resolve('/app', 'index.html'),
    },
    'runtime.js': chunk([]),
    'account.js': chunk(['src/account-entry.ts', 'src/ui/app/shell.tsx'], ['first.js'], ['account.css']),
    'composer.js': chunk(
      ['src/ui/screens/composer/composer.tsx', 'src/ui/locales/en/composer.po'],
      ['account.js', 'shared.js'],
      ['account.css'],
    ),
    'shared.js': chunk([], ['composer.js']),
    // One that only passes on what another one has.
    'routes.js': { ...chunk([], ['shared.js', 'reading.js']), facadeModuleId: resolve('/app', 'src/ui/app/later-routes.tsx') },
    'reading.js': chunk(['src/ui/locales/en/reading.po']),
    'style.css': { type: 'asset' },
    ...Object.fromEntries(screens.engine.map((file) => [file, chunk([file])])),
  };

  it('are those that the page does not have yet, each once', () => {
    expect(filesAhead(bundle, '/app')).toEqual({
      account: ['account.js', 'account.css'],
      compose: ['composer.js', 'shared.js'],
      reading: ['routes.js', 'shared.js', 'composer.js', 'reading.js'],
      engine: screens.engine,
    });
  });

  it('are missed when a file has moved', () => {
    const { 'routes.js': _moved, ...rest } = bundle;
    expect(() => filesAhead(rest, '/app')).toThrow('later-routes');
  });
});
