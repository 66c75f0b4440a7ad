// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ada, ben, createDesk } from './accounts-fixture.ts';
import { watchMe } from './press-me.ts';

afterEach(() => {
  document.body.replaceChildren();
});

describe('"Me" in the bar', () => {
  function bar(current: boolean): HTMLElement {
    document.body.innerHTML = `<nav><a href="#/">Home</a><a href="#/me" ${current ? 'aria-current="page"' : ''}><span>Me</span></a></nav>`;
    const me = document.querySelector<HTMLElement>('a span');
    if (me === null) throw new Error('no bar');
    me.addEventListener('click', (event) => event.preventDefault());
    return me;
  }
  const point = (name: string, x = 0): Event => new MouseEvent(name, { bubbles: true, cancelable: true, clientX: x });

  it('opens the accounts when it is held, and nothing else then', () => {
    vi.useFakeTimers();
    const opened = vi.fn();
    const stop = watchMe({ accounts: async () => createDesk([ada, ben]).desk }, opened);
    const me = bar(false);
    const clicked = vi.fn();
    me.addEventListener('click', clicked);
    me.dispatchEvent(point('pointerdown'));
    vi.advanceTimersByTime(499);
    expect(opened).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(opened).toHaveBeenCalledOnce();
    const menu = point('contextmenu');
    me.dispatchEvent(menu);
    expect(menu.defaultPrevented).toBe(true);
    me.dispatchEvent(point('click'));
    expect(clicked).not.toHaveBeenCalled();
    me.dispatchEvent(point('pointerdown'));
    me.dispatchEvent(point('pointermove', 30));
    vi.advanceTimersByTime(1000);
    expect(opened).toHaveBeenCalledOnce();
    stop();
    vi.useRealTimers();
  });

  it('opens them with a second tap for whoever has several', async () => {
    for (const [count, current, times] of [
      [2, true, 1],
      [1, true, 0],
      [2, false, 0],
    ] as const) {
      const opened = vi.fn();
      const asked = vi.fn(async () => createDesk([ada, ben].slice(0, count)).desk);
      const stop = watchMe({ accounts: asked }, opened);
      const me = bar(current);
      me.dispatchEvent(point('pointerdown'));
      me.dispatchEvent(point('pointerup'));
      me.dispatchEvent(point('click'));
      await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(current ? 1 : 0));
      await new Promise((resolve) => setImmediate(resolve));
      expect(opened).toHaveBeenCalledTimes(times);
      stop();
    }
  });
});
