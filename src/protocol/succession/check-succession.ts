import type { Move } from '../activity-streams/activity.ts';
import type { CheckError } from '../activity-streams/checked.ts';
import { inspect } from '../activity-streams/inspect.ts';
import type { Did } from '../brand.ts';
import { digestMultibase } from '../identity/digest.ts';
import { accountOf, canonicalId } from '../identity/ids.ts';
import { accountId } from '../identity/paths.ts';
import type { JsonObject } from '../json.ts';
import type { Verifier } from '../ports/crypto.ts';
import { verifyDocuments } from '../proof/proof.ts';
import { readSigned } from '../proof/signed-json.ts';
import { isTimestamp } from '../proof/timestamp.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';

/** Largest statement of succession, in bytes (bridge-spec section 6.7). */
export const successionByteLimit = 16_384;

/** A statement by which an account goes on in place of another one, checked against that account's pin. */
export interface Succession {
  readonly account: Did;
  readonly successor: Did;
  /** From this moment on nothing of the old key counts, ms; absent: the key was lost, not stolen. */
  readonly endMs?: number;
  readonly document: JsonObject;
}

/** `no-pin` and `wrong-key`: well made, but nothing that was verified earlier names the key that signed it. */
export type SuccessionError = CheckError | { readonly type: 'no-pin' | 'wrong-key'; readonly detail: string };

/** `nextKeyDigest` of an account whose successor is `successor` (bridge-spec section 4). */
export const digestOfKey = (successor: Did): string =>
  digestMultibase(new TextEncoder().encode(successor.slice('did:key:'.length)));

/**
 * bridge-spec section 8.5, `checkSuccession`: whether these bytes say, by the key that `pin` names, that another account goes on in
 * place of `account`. The key is taken from the document itself, and only the pin vouches for it.
 */
export async function checkSuccession(
  bytes: Uint8Array,
  account: Did,
  pin: string | undefined,
  verifier: Verifier,
): Promise<Result<Succession, SuccessionError>> {
  const read = readSigned(bytes, { maximumBytes: successionByteLimit });
  if (!read.ok) return read;
  const { document } = read.value;
  const placed = placeOf(document, account);
  if (!placed.ok) return placed;
  const { successor } = placed.value;
  if (pin === undefined) return err({ type: 'no-pin', detail: 'the account has named no successor' });
  if (digestOfKey(successor) !== pin) return err({ type: 'wrong-key', detail: 'the account has named another key' });
  const [valid] = await verifyDocuments([document], successor, verifier, read.value);
  return valid === true ? placed : err({ type: 'bad-proof', detail: 'no valid proof by the successor' });
}

/** The account that an activity wants to go on for, when it is a Move of somebody else's actor; it proves nothing. */
export function succeededBy(activity: JsonObject, author: Did): Did | undefined {
  const { type, object } = activity;
  const other = type === 'Move' && typeof object === 'string' ? accountOf(object) : undefined;
  return other === author ? undefined : other;
}

function placeOf(document: JsonObject, account: Did): Result<Succession, SuccessionError> {
  const { id, type, endTime } = document;
  const successor = typeof id === 'string' ? accountOf(id) : undefined;
  if (type !== 'Move' || successor === undefined) return err({ type: 'bad-schema', detail: 'no Move of an account' });
  if (endTime !== undefined && !(typeof endTime === 'string' && isTimestamp(endTime)))
    return err({ type: 'bad-schema', detail: 'endTime: no timestamp' });
  const inspected = inspect(document, successor, 'activity');
  if (!inspected.ok && inspected.error.type === 'bad-schema') return inspected;
  // The shape holds, whatever else is wrong.
  const { actor, object, target } = document as unknown as Move;
  const self = accountId(successor, 'actor');
  if (canonicalId(actor) !== self || canonicalId(target) !== self || successor === account)
    return err({ type: 'wrong-owner', detail: 'not by the account that goes on' });
  if (canonicalId(object) !== accountId(account, 'actor')) return err({ type: 'wrong-place', detail: 'about another account' });
  if (!inspected.ok) return inspected;
  return ok({ account, successor, document, ...(endTime !== undefined && { endMs: Date.parse(endTime) }) });
}
