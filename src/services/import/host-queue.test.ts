import { describe, expect, it } from 'vitest';
import { createHostQueue, type Turn } from './host-queue.ts';

const limits = { atOnce: 4, atMost: 8, patienceMs: 3_000 };

function fill(rows: Readonly<Record<string, number>>) {
  const queue = createHostQueue(limits);
  let index = 0;
  for (const [host, count] of Object.entries(rows)) for (let row = 0; row < count; row++) queue.add(host, index++);
  return queue;
}

function takeAll(queue: ReturnType<typeof createHostQueue>, nowMs = 0): Turn[] {
  const turns: Turn[] = [];
  for (let turn = queue.take(nowMs); turn !== undefined; turn = queue.take(nowMs)) turns.push(turn);
  return turns;
}

describe('host queue', () => {
  it('asks a server once until it has answered, then twice at once', () => {
    const queue = fill({ a: 5 });
    const [first] = takeAll(queue);
    expect(queue.underWay).toBe(1);
    if (first !== undefined) queue.done(first, { answered: true });
    expect(takeAll(queue)).toHaveLength(2);
    expect(queue.size).toBe(4);
  });

  it('lets servers take turns', () => {
    const queue = fill({ a: 3, b: 3, c: 3 });
    expect(takeAll(queue).map(({ host }) => host)).toEqual(['a', 'b', 'c']);
  });

  it('keeps to the number of questions at once, but not for those that take long', () => {
    const queue = fill(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`h${index}`, 1])));
    expect(takeAll(queue)).toHaveLength(4);
    expect(queue.nextMs(1_000)).toBe(3_000);
    expect(takeAll(queue, 1_000)).toHaveLength(0);
    expect(takeAll(queue, 3_000)).toHaveLength(4);
    // Eight under way is the most, whatever they do.
    expect(takeAll(queue, 10_000)).toHaveLength(0);
    expect(queue.nextMs(10_000)).toBeUndefined();
  });

  it('leaves a server alone that asks for it, and goes on with others', () => {
    const queue = fill({ a: 2, b: 2 });
    const [a, b] = takeAll(queue);
    if (a === undefined || b === undefined) throw new Error('two turns');
    queue.putBack(a, 60_000);
    queue.done(b, { answered: true });
    expect(takeAll(queue).map(({ host }) => host)).toEqual(['b']);
    expect(queue.nextMs(0)).toBe(60_000);
    expect(takeAll(queue, 60_000).map(({ host }) => host)).toEqual(['a']);
    expect(queue.size).toBe(3);
  });

  it('gives up the rest of a server', () => {
    const queue = fill({ a: 4, b: 1 });
    const [a] = takeAll(queue);
    expect(queue.drop('a')).toEqual([1, 2, 3]);
    if (a !== undefined) queue.done(a, { answered: false });
    expect(queue.size).toBe(1);
  });

  it('comes to an end with every row once', () => {
    const queue = fill({ a: 50, b: 30, c: 1 });
    const seen: number[] = [];
    for (let round = 0; queue.size > 0 && round < 1_000; round++) {
      for (const turn of takeAll(queue, round)) {
        if (round % 7 === 3 && !seen.includes(turn.index)) queue.putBack(turn, round + 2);
        else {
          seen.push(turn.index);
          queue.done(turn, { answered: true });
        }
      }
    }
    expect(seen.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 81 }, (_, index) => index));
  });
});
