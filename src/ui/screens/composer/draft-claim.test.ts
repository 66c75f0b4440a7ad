import { describe, expect, it } from 'vitest';
import { withDraft } from '../../../services/schedule/draft-lock.ts';
import { claimDraft } from './draft-claim.ts';

/** Locks as a browser gives them: whoever lets go is done a little later. */
function createLocks(): LockManager {
  const held = new Set<string>();
  const request = async (name: string, _options: LockOptions, run: (lock: Lock | null) => Promise<unknown>): Promise<unknown> => {
    if (held.has(name)) return run(null);
    held.add(name);
    await run({ name, mode: 'exclusive' } as Lock);
    await new Promise((resolve) => setTimeout(resolve, 5));
    held.delete(name);
    return undefined;
  };
  const query = async () => ({ held: [...held].map((name) => ({ name })), pending: [] });
  return { request, query } as unknown as LockManager;
}

describe('a draft in hand', () => {
  it('is in one place only, until it is let go of', async () => {
    const locks = createLocks();
    const letGo = await claimDraft('a', locks);
    expect(letGo).toBeDefined();
    expect(await claimDraft('a', locks)).toBeUndefined();
    expect(await claimDraft('b', locks)).toBeDefined();
    expect(await withDraft('a', async () => undefined, locks)).toBe(false);
    letGo?.();
    // At once, although the browser takes its time.
    expect(await claimDraft('a', locks)).toBeDefined();
  });

  it('may be taken where there are no locks, or they are forbidden', async () => {
    expect(await claimDraft('a', undefined)).toBeDefined();
    const forbidden = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } as unknown as LockManager;
    expect(await claimDraft('a', forbidden)).toBeDefined();
    expect(await withDraft('a', async () => undefined, undefined)).toBe(true);
  });
});
