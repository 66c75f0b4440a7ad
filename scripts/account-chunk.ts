import { resolve } from 'node:path';

/** What an account needs before its timeline and composer can be used; each is imported when an account is entered. */
const entrances = [
  'src/ui/app/shell.tsx',
  'src/ui/locales/en/shell.po',
  'src/services/desk.ts',
  'src/storage/open-account-store.ts',
].map((file) => resolve(file));

interface ModuleContext {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * Names the chunk of a module for the bundler: everything that the entrances import is one file, fetched once, whichever of them is
 * asked for first. Apart, it would be twenty small ones, which compress 8 kB worse.
 */
export function accountChunk(id: string, context: ModuleContext): string | null {
  known ??= closure(context);
  return known.has(id) ? 'first-account' : null;
}

let known: ReadonlySet<string> | undefined;

function closure(context: ModuleContext): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...entrances];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(context.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
