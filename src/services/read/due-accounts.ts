import type { Did } from '../../protocol/brand.ts';
import type { FollowRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';

/** A followed account that nothing was heard of for this long is asked for at the start. */
const staleMs = 15 * 60_000;

/**
 * Followed accounts worth asking for at the start: never read ones first, then the longest not read. Also those whose newest record
 * is known, but not its tree: the app was closed between the two, and nobody brings a record a second time.
 */
export async function dueAccounts(
  store: Pick<AccountStore, 'syncStates' | 'heads'>,
  follows: readonly Pick<FollowRecord, 'did' | 'name'>[],
  nowMs: number,
): Promise<Did[]> {
  const states = new Map((await store.syncStates()).map((state) => [state.did, state]));
  const readMs = (did: Did): number => states.get(did)?.lastReadMs ?? 0;
  const isStale = ({ did }: { readonly did: Did }): boolean =>
    states.get(did)?.state !== 'current' || nowMs - readMs(did) > staleMs;
  const fresh = follows.filter((follow) => !isStale(follow));
  const heads = await store.heads.getMany(fresh.map(({ name }) => name));
  const unread = fresh.filter(({ did }, index) => {
    const head = heads[index];
    return head !== undefined && states.get(did)?.root?.equals(head.root) !== true;
  });
  const due = [...follows.filter(isStale), ...unread];
  return due.map(({ did }) => did).toSorted((a, b) => readMs(a) - readMs(b));
}
