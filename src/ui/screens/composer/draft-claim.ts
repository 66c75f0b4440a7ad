import { draftLockName } from '../../../services/schedule/draft-lock.ts';

/**
 * Takes a draft in hand in this tab: while it is, no other tab opens it, and it is not posted by itself. Returns a function that lets
 * go, or undefined when another tab has it. A tab that goes away lets go by itself. Where the browser knows no locks every claim holds.
 */
export async function claimDraft(
  id: string,
  locks: LockManager | undefined = navigator.locks,
): Promise<(() => void) | undefined> {
  if (locks === undefined) return () => undefined;
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: claimed, resolve: answer } = Promise.withResolvers<(() => void) | undefined>();
  locks
    .request(draftLockName(id), { ifAvailable: true }, async (lock) => {
      answer(lock === null ? undefined : letGo);
      if (lock !== null) await held;
    })
    .catch(() => answer(letGo));
  return claimed;
}
