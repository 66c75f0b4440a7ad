// @vitest-environment jsdom
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { backStack } from './back-stack.ts';

const closed: string[] = [];

/** Something that lies over the page until it is closed by the way back, or by itself. */
function open(name: string): () => void {
  const uncover = backStack.cover(() => {
    closed.push(name);
    uncover();
  });
  return uncover;
}

/** As the router does it. */
function go(place: string): void {
  history.pushState(null, '', `#/${place}`);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** Resolves when the page has come to rest: going on to a further entry takes a turn of its own. */
async function back(): Promise<void> {
  const gone = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
  history.back();
  await gone;
  await settled();
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve));
};

const shown = (): string => location.hash;

describe('the way back', () => {
  beforeAll(() => go('before'));
  beforeEach(() => {
    closed.length = 0;
    go('first');
    go('here');
  });

  it('closes what lies over the page, the topmost first, and moves the page only then', async () => {
    open('composer');
    open('question');
    await back();
    expect([closed, shown()]).toEqual([['question'], '#/here']);
    await back();
    expect([closed, shown()]).toEqual([['question', 'composer'], '#/here']);
    await back();
    expect([closed, shown()]).toEqual([['question', 'composer'], '#/first']);
  });

  it('closes once more what stayed open when it was asked to close', async () => {
    const close = vi.fn();
    const uncover = backStack.cover(close);
    await back();
    await back();
    expect([close.mock.calls.length, shown()]).toEqual([2, '#/here']);
    uncover();
  });

  it('goes back at once when what was open was closed in another way', async () => {
    open('composer')();
    open('menu')();
    await back();
    expect([closed, shown()]).toEqual([[], '#/first']);
  });

  it('passes by what lay over a page that was left for another one', async () => {
    const uncover = open('menu');
    go('there');
    uncover();
    await settled();
    open('composer');
    await back();
    expect([closed, shown()]).toEqual([['composer'], '#/there']);
    await back();
    expect(shown()).toBe('#/here');
    await back();
    expect(shown()).toBe('#/first');
  });

  it('closes what stays open over the next page, and stays there', async () => {
    open('composer');
    go('there');
    await settled();
    await back();
    expect([closed, shown()]).toEqual([['composer'], '#/there']);
  });

  it('keeps what screens remember in the entry', async () => {
    history.replaceState({ searched: 'bees' }, '');
    open('composer');
    expect(history.state).toMatchObject({ searched: 'bees' });
    await back();
    expect(history.state).toMatchObject({ searched: 'bees' });
  });
});
