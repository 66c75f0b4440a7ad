import { resolve } from 'node:path';
import type { Plugin } from 'vite';

/**
 * In the page, before anything of the app is there: who has an account on this device needs its screens, and which one is wanted stands in
 * the address. Their files are fetched beside the first script instead of after it; nothing of them runs, but the page makes ready what
 * times and numbers need. Somebody new fetches nothing. Later, what connects is fetched in one round the same way.
 * The content security policy of the app knows the script by its digest (gateway/app/app-headers.ts): nothing in it may depend on the build.
 */
export const aheadScript = `
(async (files) => {
  const fetchAhead = async (names = '', atOnce = 4) => {
    for (const [place, name] of names.split(' ').filter(Boolean).entries()) {
      // Each costs the page a little.
      if (place % atOnce === atOnce - 1) await new Promise((resolve) => setTimeout(resolve));
      const link = document.createElement('link');
      const isScript = name.endsWith('.js');
      link.rel = isScript ? 'modulepreload' : 'preload';
      if (!isScript) link.as = 'style';
      link.crossOrigin = '';
      link.href = name;
      document.head.append(link);
    }
  };
  addEventListener('engine', () => fetchAhead(files.engine, 2), { once: true });
  const screen = location.hash.split('/')[1] ?? '';
  const databases = await indexedDB.databases();
  if (!databases.some(({ name }) => /^pollen-k/.test(name))) return;
  await Promise.all([fetchAhead(files.account), screen !== '' && fetchAhead(screen === 'compose' ? files.compose : files.reading)]);
  // The browser's data of languages take 15 ms at their first use: now, while the files come.
  new Intl.DateTimeFormat().format();
})(document.currentScript.dataset).catch(() => undefined);
`;

const account = ['src/account-entry.ts'];
/**
 * `compose` is an address; `reading` is for every one that is neither it nor the timeline: what most of them share; `engine` is asked for
 * by the app (main.tsx).
 */
export const screens = {
  compose: ['src/ui/screens/composer/composer.tsx', 'src/ui/locales/en/composer.po'],
  reading: ['src/ui/app/later-routes.tsx', 'src/ui/locales/en/composer.po', 'src/ui/locales/en/reading.po'],
  engine: [
    'src/engine-libraries.ts',
    'src/protocol/activity-streams/wire-values.ts',
    'src/protocol/activity-streams/object.ts',
    'src/protocol/activity-streams/inspect.ts',
    'src/services/leader-session.ts',
    'src/engine-entry.ts',
    'src/network/p2p/libraries/curves.ts',
    'src/network/p2p/libraries/keys.ts',
    'src/network/p2p/libraries/connections.ts',
    'src/network/p2p/libraries/peers.ts',
    'src/network/browser-node.ts',
  ],
} as const;

/** As much of a chunk of the bundler as is needed here. */
export interface Chunk {
  readonly type: 'chunk';
  readonly facadeModuleId: string | null;
  readonly moduleIds: readonly string[];
  readonly imports: readonly string[];
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> };
}
export type Bundle = Readonly<Record<string, Chunk | { readonly type: 'asset' }>>;

/** Files by what wants them: everything that the entrances import statically, less what the page has anyway. */
export function filesAhead(bundle: Bundle, root = process.cwd()): Record<string, string[]> {
  const first = filesOf(bundle, ['index.html'], root, new Set());
  const own = filesOf(bundle, account, root, first);
  const known = first.union(own);
  const later = Object.entries(screens).map(([name, entrances]) => [name, [...filesOf(bundle, entrances, root, known)]] as const);
  return { account: [...own], ...Object.fromEntries(later) };
}

function filesOf(bundle: Bundle, entrances: readonly string[], root: string, known: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || found.has(name) || known.has(name)) return;
    found.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) if (!known.has(style)) found.add(style);
    for (const imported of chunk.imports) visit(imported);
  };
  for (const entrance of entrances) {
    const id = resolve(root, entrance);
    const name = Object.keys(bundle).find((file) => {
      const chunk = bundle[file];
      return chunk?.type === 'chunk' && (chunk.facadeModuleId === id || chunk.moduleIds.includes(id));
    });
    if (name === undefined) throw new Error(`no file of the build has ${entrance}`);
    visit(name);
  }
  return found;
}

/** Puts the script into the page that is built, with the names of the files. */
export function fetchAheadPlugin(): Plugin {
  return {
    name: 'pollen-fetch-ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (bundle === undefined) return html;
        const data = Object.entries(filesAhead(bundle as Bundle))
          .map(([name, files]) => `data-${name}="${files.map((file) => `./${file}`).join(' ')}"`)
          .join(' ');
        const place = '<script type="module"';
        if (!html.includes(place)) throw new Error('no first script in the page that is built');
        return html.replace(place, () => `<script ${data}>${aheadScript}</script>\n    ${place}`);
      },
    },
  };
}
