import { resolve } from 'node:path';

/** What an account needs before its timeline and composer can be used; each is imported when an account is entered. */
const entrances = [
  'src/ui/app/shell.tsx',
  'src/ui/locales/en/shell.po',
  'src/services/desk.ts',
  'src/storage/open-account-store.ts',
].map((file) => resolve(file));

/** What comes as soon as the timeline stands. Other dialogs share some of it. */
const composer = resolve('src/ui/screens/composer/composer.tsx');

interface ModuleContext {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * Names the chunk of a module for the bundler: everything that the entrances import is one file, fetched once, whichever of them is
 * asked for first, and what the composer adds is another. Apart, they would be forty small ones, which compress 9 kB worse.
 */
export function accountChunk(id: string, context: ModuleContext): string | null {
  known ??= closures(context);
  return known.get(id) ?? null;
}

let known: ReadonlyMap<string, string> | undefined;

function closures(context: ModuleContext): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, from: readonly string[]): void => {
    const waiting = [...from];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (found.has(id)) continue;
      found.set(id, name);
      waiting.push(...(context.getModuleInfo(id)?.importedIds ?? []));
    }
  };
  add('first-account', entrances);
  add('composer', [composer]);
  return found;
}
