import { resolve } from 'node:path';

/**
 * Files by what needs them first, in the order in which somebody with an account gets them: everything that the entrances of a step
 * import statically, less what an earlier step brought, is one file. Apart, they would be a hundred small ones, which compress worse
 * and stand in each other's way on the line.
 */
const steps = [
  // What its timeline needs.
  ['first-account', 'src/account-entry.ts'],
  // Comes as soon as the timeline stands. Other dialogs share some of it.
  ['composer', 'src/ui/screens/composer/composer.tsx', 'src/ui/locales/en/composer.po'],
  // What somebody with an account reads besides, with its words: one round instead of thirty files.
  ['reading', 'src/ui/app/later-routes.tsx', 'src/ui/locales/en/reading.po'],
  // What other screens read, which must not wait for keys and proofs: left to the bundler.
  [null, 'src/services/views/later-readings.ts', 'src/services/views/former-accounts.ts', 'src/storage/later-repositories.ts'],
  [null, 'src/services/relations-commands.ts', 'src/storage/account/prune-posts.ts', 'src/storage/account/remember-remote.ts'],
  // Keys, proofs, publishing; their libraries are split off below.
  ['engine-libraries', 'src/engine-libraries.ts'],
  ['engine-values', 'src/protocol/activity-streams/wire-values.ts'],
  ['engine-posts', 'src/protocol/activity-streams/object.ts'],
  ['engine-documents', 'src/protocol/activity-streams/inspect.ts'],
  ['engine-leader', 'src/services/leader-session.ts'],
  ['engine', 'src/engine-entry.ts'],
  // The node of the tab that leads, in pieces.
  ['peer-curves', 'src/network/p2p/libraries/curves.ts'],
  ['peer-keys', 'src/network/p2p/libraries/keys.ts'],
  ['peer-connections', 'src/network/p2p/libraries/connections.ts'],
  ['peer-libraries', 'src/network/p2p/libraries/peers.ts'],
  ['browser-node', 'src/network/browser-node.ts'],
] as const;

interface ModuleContext {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** Names the chunk of a module for the bundler. */
export function accountChunk(id: string, context: ModuleContext): string | null {
  known ??= closures(context);
  return known.get(id) ?? null;
}

/** Libraries of the engine are a file of their own; what makes schemas comes with the first of them. */
function engineFile(step: string, id: string): string {
  if (!id.includes('/node_modules/')) return step;
  return id.includes('/node_modules/zod/') ? 'engine-values' : 'engine-libraries';
}

let known: ReadonlyMap<string, string | null> | undefined;

function closures(context: ModuleContext): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const [name, ...entrances] of steps) {
    const waiting: string[] = entrances.map((file) => resolve(file));
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (found.has(id)) continue;
      found.set(id, name?.startsWith('engine') === true ? engineFile(name, id) : name);
      waiting.push(...(context.getModuleInfo(id)?.importedIds ?? []));
    }
  }
  return found;
}
