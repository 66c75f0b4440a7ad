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
  it('draws a few a frame, the nearest first', () => {
    const frames: ((nowMs: number) => void)[] = [];
    const line = createRevealLine((run) => void frames.push(run));
    const drawn: number[] = [];
    for (const distance of [900, 100, 500, 300, 700, 0])
      line.ask(document.createElement('i'), distance, () => drawn.push(distance));
    const perFrame: number[] = [];
    for (let nowMs = 100; frames.length > 0; nowMs += 16) {
      const before = drawn.length;
      frames.shift()?.(nowMs);
      perFrame.push(drawn.length - before);
    }
    expect(drawn).toEqual([0, 100, 300, 500, 700, 900]);
    expect(perFrame[0]).toBe(1);
    expect(Math.max(...perFrame)).toBeLessThanOrEqual(3);
  });

  it('draws one a frame while frames are slow, and nothing that has left', () => {
    const frames: ((nowMs: number) => void)[] = [];
    const line = createRevealLine((run) => void frames.push(run));
    const drawn: string[] = [];
    const elements = ['a', 'b', 'c'].map((name) => [name, document.createElement('i')] as const);
    for (const [name, element] of elements) line.ask(element, 0, () => drawn.push(name));
    frames.shift()?.(1000);
    if (elements[1] !== undefined) line.forget(elements[1][1]);
    frames.shift()?.(1100);
    expect(drawn).toEqual(['a', 'c']);
  });
});
