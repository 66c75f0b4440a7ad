import { loadOnce } from '../../protocol/load-once.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { ok } from '../../protocol/result.ts';
import { learnIds } from '../collections/learn-ids.ts';
import type { RemotePeople } from './remote-people.ts';
import { rememberRemote } from './remember-remote.ts';
import type { ResolveParts } from './resolve-ask.ts';

/** Finds whom a text means, and stores them; see `RemotePeople.resolve`. Lists and blocks that name them by address learn their id. */
export function createFinder(parts: ResolveParts & { readonly store: AccountStore }): RemotePeople['resolve'] {
  const { store, clock } = parts;
  const loadResolver = loadOnce(async () => (await import('./resolve.ts')).createResolver(parts));

  return async (text, options) => {
    const found = await (await loadResolver()).resolve(text, options);
    if (!found.ok) return found;
    const { acct, person } = found.value;
    const { pollen } = await rememberRemote(store, found.value);
    // Imports do it for all of their rows at once.
    if (options.lane !== 'import') await learnIds(store, [{ acct, id: person.id }], clock.nowMs());
    return pollen === undefined ? found : ok({ ...found.value, pollen });
  };
}
