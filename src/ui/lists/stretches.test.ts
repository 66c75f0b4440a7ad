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
    const drawn: number[] = [];
    const made = createRevealLine((run) => void frames.push(run));
    const ask = (distance: number): Element => {
      const element = document.createElement('i');
      made.ask(element, distance, () => drawn.push(distance));
      return element;
    };
    return { ...made, ask, drawn, frame: () => frames.shift()?.(), frames };
  }

  it('takes one a frame, the nearest and the furthest in turn', () => {
    const { ask, drawn, frame } = line();
    for (const distance of [900, 100, 500, 300, 700, 50]) ask(distance);
    frame();
    expect(drawn).toEqual([50]);
    for (let more = 0; more < 3; more++) frame();
    expect(drawn).toEqual([50, 900, 100, 700]);
  });

  it('lets nothing go while a place in the window is empty', () => {
    const { ask, drawn, frame } = line();
    for (const distance of [900, 0, 100, 0]) ask(distance);
    for (let more = 0; more < 4; more++) frame();
    expect(drawn).toEqual([0, 0, 900, 100]);
  });

  it('comes to its end, and begins again', () => {
    const { ask, drawn, frame, frames } = line();
    ask(1);
    frame();
    expect([drawn, frames.length]).toEqual([[1], 0]);
    ask(2);
    frame();
    expect(drawn).toEqual([1, 2]);
  });

  it('draws nothing that has left', () => {
    const { ask, drawn, frame, forget } = line();
    forget(ask(1));
    ask(2);
    frame();
    expect(drawn).toEqual([2]);
  });
});
