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
  const [states, heads] = await Promise.all([store.syncStates(), store.heads.getMany(follows.map(({ name }) => name))]);
  const stateOf = new Map(states.map((state) => [state.did, state]));
  const readMs = (did: Did): number => stateOf.get(did)?.lastReadMs ?? 0;
  const due = follows.filter(({ did }, index) => {
    const state = stateOf.get(did);
    if (state?.state !== 'current' || nowMs - state.lastReadMs > staleMs) return true;
    const head = heads[index];
    return head !== undefined && state.root?.equals(head.root) !== true;
  });
  return due.map(({ did }) => did).toSorted((a, b) => readMs(a) - readMs(b));
}
