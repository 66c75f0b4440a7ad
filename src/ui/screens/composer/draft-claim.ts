import { draftLockName } from '../../../services/schedule/draft-lock.ts';

/** Drafts of this tab that are being let go of: whoever wants one again waits for it. */
const leaving = new Map<string, Promise<unknown>>();

/**
 * Takes a draft in hand in this tab: while it is, no other tab opens it, and it is not posted by itself. Returns a function that lets
 * go, or undefined when another tab has it. A tab that goes away lets go by itself. Where the browser knows no locks every claim holds.
 */
export async function claimDraft(
  id: string,
  locks: LockManager | undefined = navigator.locks,
): Promise<(() => void) | undefined> {
  if (locks === undefined) return () => undefined;
  await leaving.get(id);
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: claimed, resolve: answer } = Promise.withResolvers<(() => void) | undefined>();
  const release = (): void => {
    const left = over.finally(() => {
      if (leaving.get(id) === left) leaving.delete(id);
    });
    leaving.set(id, left);
    letGo();
  };
  const over = locks
    .request(draftLockName(id), { ifAvailable: true }, async (lock) => {
      answer(lock === null ? undefined : release);
      if (lock !== null) await held;
    })
    // Locks may be forbidden: then nobody else has any, either.
    .catch(() => answer(letGo));
  return claimed;
}
