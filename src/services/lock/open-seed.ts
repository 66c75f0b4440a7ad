import type { AccountRecord } from '../../protocol/ports/records.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { findAccount } from '../account.ts';
import { afterSuccess, afterTry, byClock, waitingUntilMs } from './attempts.ts';
import type { LockError } from './lock-api.ts';
import type { LockParts } from './lock-parts.ts';

export interface OpenedSeed {
  readonly seed: Uint8Array;
  readonly account: AccountRecord;
  /** The try that was counted is taken back; may be waited for last. */
  readonly forgiven: Promise<unknown>;
}

type SeedParts = Pick<LockParts, 'device' | 'did' | 'clock'>;

/**
 * Opens the sealed seed of the account by its passphrase and proves that it is the account's; the caller wipes it. While the lock is on
 * every try counts (attempts.ts). Takes about a third of a second and 128 MiB: scrypt.
 */
export async function openSeed(parts: SeedParts, passphrase: string): Promise<Result<OpenedSeed, LockError>> {
  const begun = await beginTry(parts);
  if (!begun.ok) return begun;
  const account = begun.value;
  if (account.sealedSeed === undefined) return err({ type: 'no-passphrase' });
  const { open } = await import('../backup/envelope.ts');
  const opened = await open(account.sealedSeed, passphrase);
  if (!opened.ok) {
    const waitUntilMs = account.lock === undefined ? undefined : waitingUntilMs(account.lock, parts.clock.nowMs());
    return err(
      opened.error.type === 'wrong-passphrase'
        ? { type: 'wrong-passphrase', waitUntilMs: waitUntilMs ?? parts.clock.nowMs() }
        : { type: 'damaged' },
    );
  }
  const seed = opened.value;
  if (seed.length !== 32 || seedToDid(seed) !== account.did) {
    seed.fill(0);
    return err({ type: 'damaged' });
  }
  const forgiven = parts.device.changeAccount(parts.did, (now) =>
    now.lock === undefined ? now : { ...now, lock: afterSuccess(now.lock) },
  );
  // Whoever waits for it hears of a failure.
  forgiven.catch(() => undefined);
  return ok({ seed, account, forgiven });
}

/** One try, in one transaction with the look at whether it is allowed: of two tabs only one gets it. */
async function beginTry({ device, did, clock }: SeedParts): Promise<Result<AccountRecord, LockError>> {
  const nowMs = clock.nowMs();
  let waitUntilMs: number | undefined;
  const stored = await device.changeAccount(did, (account) => {
    if (account.lock === undefined) return account;
    const lock = byClock(account.lock, nowMs);
    waitUntilMs = waitingUntilMs(lock, nowMs);
    return { ...account, lock: waitUntilMs === undefined ? afterTry(lock, nowMs) : lock };
  });
  const account = stored ?? (await findAccount(device, did));
  if (waitUntilMs !== undefined) return err({ type: 'wait', waitUntilMs });
  return account === undefined ? err({ type: 'no-passphrase' }) : ok(account);
}
