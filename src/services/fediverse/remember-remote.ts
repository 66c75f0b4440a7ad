import type { RemoteReadRecord } from '../../protocol/ports/fediverse.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { RemoteFound } from './remote-found.ts';

/** Stores somebody who was found on a server; what reading already remembers of them stays, unless they are read elsewhere now. */
export function rememberRemote({ remote }: Pick<AccountStore, 'remote'>, found: RemoteFound): Promise<RemoteReadRecord> {
  const { person, acct, way, source, key } = found;
  return remote.remember(person, (known) => {
    if (known?.way === way && known.source === source && known.key === key && known.acct === acct) return known;
    return {
      id: person.id,
      acct,
      way,
      source,
      ...(key !== undefined && { key }),
      state: 'new',
      lastTriedMs: 0,
      lastReadMs: 0,
      notBeforeMs: 0,
      failures: 0,
      ...(known?.pollen !== undefined && { pollen: known.pollen }),
    };
  });
}
