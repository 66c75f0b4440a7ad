/** Web Lock of a draft that is open in a composer. */
export const draftLockName = (id: string): string => `pollen-draft-${id}`;

/** Drafts that are open in a tab now: those are left alone. Empty where the browser knows no locks. */
export async function draftsInHand(locks: Pick<LockManager, 'query'> | undefined): Promise<(id: string) => boolean> {
  const held = (await locks?.query())?.held ?? [];
  const names = new Set(held.map(({ name }) => name));
  return (id) => names.has(draftLockName(id));
}
