import type { AccountStore } from '../../protocol/ports/store.ts';
import { learnIds } from '../collections/learn-ids.ts';
import type { RemotePeople } from './remote-people.ts';
import { rememberRemote } from './remember-remote.ts';
import type { Resolver } from './resolve.ts';
import type { ResolveParts } from './resolve-ask.ts';

/** Finds whom a text means, and stores them; see `RemotePeople.resolve`. Lists and blocks that name them by address learn their id. */
export function createFinder(parts: ResolveParts & { readonly store: AccountStore }): RemotePeople['resolve'] {
  const { store, clock } = parts;
  let loading: Promise<Resolver> | undefined;

  async function load(): Promise<Resolver> {
    const { createResolver } = await import('./resolve.ts');
    return createResolver(parts);
  }

  return async (text, options) => {
    loading ??= load();
    loading.catch(() => (loading = undefined));
    const found = await (await loading).resolve(text, options);
    if (!found.ok) return found;
    const { acct, person } = found.value;
    await rememberRemote(store, found.value);
    // Imports do it for all of their rows at once.
    if (options.lane !== 'import') await learnIds(store, [{ acct, id: person.id }], clock.nowMs());
    return found;
  };
}
