import { describe, expect, it } from 'vitest';
import { install, shouldOfferInstall } from './install.ts';
import { installPrompt } from './install-prompt.ts';

const dayMs = 86_400_000;
const android = { installed: false, agent: 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile', touchPoints: 5 };

function memory() {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
}

describe('the offer to install', () => {
  it('comes on the third day, and never again', () => {
    const storage = memory();
    const days = [10, 10, 11, 15, 15, 16, 70].map((day) => shouldOfferInstall(storage, day * dayMs + 5000, android));
    expect(days).toEqual([false, false, false, true, false, false, false]);
  });

  it('comes to nobody who has it, cannot have it, or would hear it every time', () => {
    const offered = (browser: Partial<typeof android>): boolean => {
      const storage = memory();
      return [1, 2, 3, 4].some((day) => shouldOfferInstall(storage, day * dayMs, { ...android, ...browser }));
    };
    expect(offered({})).toBe(true);
    expect(offered({ installed: true })).toBe(false);
    expect(offered({ agent: 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0', touchPoints: 0 })).toBe(false);
    expect(shouldOfferInstall(undefined, 9 * dayMs, android)).toBe(false);
    const forgetful = {
      getItem: () => JSON.stringify({ days: 9, lastDay: 1 }),
      setItem: () => {
        throw new Error('full');
      },
    };
    expect(shouldOfferInstall(forgetful, 9 * dayMs, android)).toBe(false);
  });

  it('is used up when the browser was asked', async () => {
    let asked = 0;
    const prompt = { prompt: async () => (asked += 1), userChoice: Promise.resolve({ outcome: 'dismissed' as const }) };
    installPrompt.set(prompt);
    expect(await install(prompt)).toBe(false);
    expect([asked, installPrompt.get()]).toEqual([1, undefined]);
  });
});
