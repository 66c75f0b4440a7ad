import { describe, expect, it } from 'vitest';
import { createLimiter } from './limiter.ts';

describe('createLimiter', () => {
  it('never runs more than it may, and all in the end, failures included', async () => {
    const limiter = createLimiter(3);
    let most = 0;
    const task = (index: number) => async (): Promise<number> => {
      most = Math.max(most, limiter.running);
      await Promise.resolve();
      if (index % 3 === 0) throw new Error('no');
      return index;
    };
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => limiter.run(task(index))));
    expect(most).toBe(3);
    expect(limiter.running).toBe(0);
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(13);
  });
});
