// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { createRevealLine } from './reveal-line.ts';
import { cutStretches } from './stretches.ts';

const items = (newest: number, oldest: number): string[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => `i${newest - index}`);
const cut = (of: readonly string[], before: ReturnType<typeof cutStretches<string>> = []) =>
  cutStretches(of, (item) => item, before);

describe('stretches of a list', () => {
  it('hold every item once, in order', () => {
    expect(cut(items(100, 1)).flatMap((stretch) => stretch.items)).toEqual(items(100, 1));
  });

  it('stay the same objects when older items come', () => {
    const before = cut(items(64, 33));
    const after = cut(items(64, 1), before);
    expect(after[0]).toBe(before[0]);
    expect(after.flatMap((stretch) => stretch.items)).toEqual(items(64, 1));
  });

  it('keep their borders when newer items come', () => {
    const before = cut(items(64, 33));
    const after = cut(items(66, 33), before);
    expect(after.slice(1).map(({ key }) => key)).toEqual(before.map(({ key }) => key));
    expect(after[0]?.items).toEqual(['i66', 'i65']);
  });
});

describe('the line of what is to be drawn', () => {
  function line() {
    const frames: (() => void)[] = [];
    const done: number[] = [];
    const made = createRevealLine((run) => void frames.push(run));
    const request = (comes: boolean, distancePx: number): Element => {
      const element = document.createElement('i');
      made.ask(element, { comes, distancePx, run: () => done.push(comes ? distancePx : -distancePx) });
      return element;
    };
    const ask = (distancePx: number): Element => request(true, distancePx);
    const leave = (distancePx: number): Element => request(false, distancePx);
    return { made, ask, leave, done, frame: () => frames.shift()?.(), frames };
  }

  it('takes the nearest that comes and the furthest that goes in each frame, and no more', () => {
    const { ask, leave, done, frame } = line();
    for (const distance of [900, 100, 0]) ask(distance);
    for (const distance of [1500, 1900]) leave(distance);
    frame();
    expect(done).toEqual([0, -1900]);
    frame();
    frame();
    expect(done).toEqual([0, -1900, 100, -1500, 900]);
  });

  it('lets a few wait until something comes', () => {
    const { ask, leave, done, frame, frames } = line();
    for (let distance = 1; distance <= 6; distance++) leave(distance);
    expect(frames).toHaveLength(0);
    leave(7);
    frame();
    expect([done, frames.length]).toEqual([[-7], 0]);
    ask(100);
    frame();
    expect(done).toEqual([-7, 100, -6]);
  });

  it('does for an element what was asked last', () => {
    const { made, ask, done, frame } = line();
    const element = ask(1);
    made.ask(element, { comes: false, distancePx: 5, run: () => done.push(-5) });
    ask(2);
    frame();
    frame();
    expect(done).toEqual([2, -5]);
  });

  it('comes to its end, and begins again', () => {
    const { ask, done, frame, frames } = line();
    ask(1);
    frame();
    expect([done, frames.length]).toEqual([[1], 0]);
    ask(2);
    frame();
    expect(done).toEqual([1, 2]);
  });

  it('draws nothing that has left', () => {
    const { made, ask, done, frame } = line();
    made.forget(ask(1));
    ask(2);
    frame();
    expect(done).toEqual([2]);
  });
});
