// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { Background } from './background.tsx';

class FakeWorker extends EventTarget {
  readonly sent: unknown[] = [];
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
}

/** A service worker of a newer version that waits, in a page that an older one serves. */
function standIn(): { readonly container: EventTarget; readonly waiting: FakeWorker } {
  const waiting = new FakeWorker();
  const registration = Object.assign(new EventTarget(), { waiting, installing: null, active: new FakeWorker() });
  const container = Object.assign(new EventTarget(), {
    controller: new FakeWorker(),
    ready: Promise.resolve(registration),
    getRegistration: async () => registration,
  });
  Object.defineProperty(navigator, 'serviceWorker', { value: container, configurable: true });
  return { container, waiting };
}

afterEach(() => {
  Reflect.deleteProperty(navigator, 'serviceWorker');
  localStorage.clear();
});

describe('a newer version of the app', () => {
  it('is offered, goes away while somebody writes, comes back after, and comes in when it is accepted', async () => {
    const { waiting } = standIn();
    const { value } = await draw(<Background />);
    const offered = (): (string | undefined)[] => value.notices.shown.get().map(({ action }) => action?.label);
    await vi.waitFor(() => expect(offered()).toEqual(['Load it']));
    act(() => value.composing.open({ kind: 'new' }));
    expect(offered()).toEqual([]);
    act(() => value.composing.close());
    expect(offered()).toEqual(['Load it']);
    expect(waiting.sent).toEqual([]);
    value.notices.shown.get()[0]?.action?.run();
    expect(waiting.sent).toEqual(['skip-waiting']);
  });

  it('does not come back when it was sent away', async () => {
    standIn();
    const { value } = await draw(<Background />);
    await vi.waitFor(() => expect(value.notices.shown.get()).toHaveLength(1));
    for (const { id } of value.notices.shown.get()) value.notices.dismiss(id);
    act(() => value.composing.open({ kind: 'new' }));
    act(() => value.composing.close());
    expect(value.notices.shown.get()).toEqual([]);
  });

  it('that another tab loaded waits until somebody is done writing here', async () => {
    const { container } = standIn();
    const { value } = await draw(<Background />);
    await vi.waitFor(() => expect(value.notices.shown.get()).toHaveLength(1));
    for (const { id } of value.notices.shown.get()) value.notices.dismiss(id);
    act(() => value.composing.open({ kind: 'new' }));
    act(() => void container.dispatchEvent(new Event('controllerchange')));
    expect(value.notices.shown.get()).toEqual([]);
    act(() => value.composing.close());
    expect(value.notices.shown.get().map(({ action }) => action?.label)).toEqual(['Reload']);
  });
});
