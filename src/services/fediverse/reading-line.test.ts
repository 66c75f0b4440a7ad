import { describe, expect, it } from 'vitest';
import { createReadingLine, type ReadingLine } from './reading-line.ts';

describe('the line of those who are to be read', () => {
  function start(atOnce = 4, atOneHost = 2) {
    const begun: string[] = [];
    const running = new Map<string, () => void>();
    const line: ReadingLine<string> = createReadingLine({ atOnce, atOneHost }, (key: string) => {
      begun.push(key);
      return new Promise<void>((resolve) => {
        running.set(key, () => {
          running.delete(key);
          resolve();
        });
      });
    });
    const fill = (...keys: string[]): void => line.fill(keys.map((key) => ({ key, host: key.slice(0, 1) })));
    const end = async (key: string): Promise<void> => {
      running.get(key)?.();
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { line, begun, running, fill, end };
  }

  it('reads a few at once, in order, and passes over busy hosts', async () => {
    const { line, begun, fill, end } = start();
    fill('a1', 'a2', 'a3', 'b1', 'c1', 'd1');
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1']);
    await end('b1');
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'd1']);
    await end('a1');
    expect(begun.at(-1)).toBe('a3');
    expect(line.isEmpty).toBe(true);
  });

  it('does not begin twice what is under way, and forgets what no longer waits', async () => {
    const { line, begun, fill, end, running } = start(1);
    fill('a1', 'b1');
    fill('a1', 'c1');
    expect(begun).toEqual(['a1']);
    await end('a1');
    expect(begun).toEqual(['a1', 'c1']);
    fill('d1');
    line.clear();
    await end('c1');
    expect(begun).toEqual(['a1', 'c1']);
    expect(running.size).toBe(0);
  });
});
