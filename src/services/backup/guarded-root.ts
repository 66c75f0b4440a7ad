import type { Did } from '../../protocol/brand.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import { err, type Result } from '../../protocol/result.ts';
import { afterSuccess, afterTry, byClock, waitingUntilMs } from '../lock/attempts.ts';
import { openRoot, type OpenRootError, type SecretDependencies } from './open-secrets.ts';

/** `too-soon`: after wrong passphrases; nothing was tried. */
export type GuardedRootError = OpenRootError | { readonly type: 'too-soon'; readonly untilMs: number };

/**
 * The root secret for whoever sits before the open app: wrong passphrases are followed by growing pauses, which reloads and other tabs
 * do not shorten. A try counts before it is made.
 */
export async function openGuardedRoot(
  dependencies: SecretDependencies & { readonly clock: Clock },
  did: Did,
  passphrase: string,
): Promise<Result<Uint8Array, GuardedRootError>> {
  const { device, clock } = dependencies;
  const nowMs = clock.nowMs();
  let untilMs: number | undefined;
  await device.changeAccount(did, (account) => {
    const tries = byClock(account.secretTries ?? { failures: 0, failedAtMs: 0 }, nowMs);
    untilMs = waitingUntilMs(tries, nowMs);
    return { ...account, secretTries: untilMs === undefined ? afterTry(tries, nowMs) : tries };
  });
  if (untilMs !== undefined) return err({ type: 'too-soon', untilMs });
  const root = await openRoot(dependencies, did, passphrase);
  if (root.ok || root.error.type !== 'wrong-passphrase') {
    await device.changeAccount(did, ({ secretTries, ...account }) =>
      secretTries === undefined ? account : { ...account, secretTries: afterSuccess(secretTries) },
    );
  }
  return root;
}
