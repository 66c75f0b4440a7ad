import type { Did } from '../../protocol/brand.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { checkSuccession } from '../../protocol/succession/check-succession.ts';
import { closesCircle } from '../../protocol/succession/chain.ts';
import { followSuccessor } from './follow-successor.ts';

export interface HearingParts {
  readonly store: AccountStore;
  readonly verifier: Verifier;
  readonly clock: Clock;
}

/**
 * Takes in what claims to be a statement of succession for `account`, wherever it came from (bridge-spec section 8.5). True when it is
 * one and counts more than what was known; then whoever followed the account follows its successor. `via`: where it was found.
 */
export async function hearStatement(
  { store, verifier, clock }: HearingParts,
  account: Did,
  statement: Uint8Array,
  via: readonly string[] = [],
): Promise<boolean> {
  const known = await store.successions.get(account);
  const checked = await checkSuccession(statement, account, known?.pin, verifier);
  if (!checked.ok) return false;
  const { successor, endMs } = checked.value;
  const records = new Map((await store.successions.all()).map((record) => [record.did, record.accepted?.successor]));
  if (closesCircle(account, successor, (did) => records.get(did))) return false;
  const acceptedAtMs = clock.nowMs();
  const counts = await store.successions.accept(account, {
    successor,
    statement: Uint8Array.from(statement),
    acceptedAtMs,
    ...(endMs !== undefined && { endMs }),
  });
  if (counts) await followSuccessor(store, account, successor, acceptedAtMs, via);
  return counts;
}
