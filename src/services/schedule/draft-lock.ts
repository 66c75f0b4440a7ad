/** Web Lock of a draft that is open in a composer. */
export const draftLockName = (id: string): string => `pollen-draft-${id}`;

/**
 * Runs `run` while no tab can take the draft in hand. False when one has it open: then nothing was done. Where the browser knows no locks
 * nobody has any.
 */
export async function withDraft(
  id: string,
  run: () => Promise<void>,
  locks: Pick<LockManager, 'request'> | undefined,
): Promise<boolean> {
  if (locks === undefined) {
    await run();
    return true;
  }
  return locks.request(draftLockName(id), { ifAvailable: true }, async (lock) => {
    if (lock !== null) await run();
    return lock !== null;
  });
}
