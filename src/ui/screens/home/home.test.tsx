// @vitest-environment jsdom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { draw, type Drawn } from '../../testing/draw.tsx';
import { Home } from './home.tsx';

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

/** The timeline by a link that wants the composer, on a screen of which `covers` says whether the composer covers all of it. */
async function open(covers: boolean): Promise<Drawn & { readonly home: ReturnType<typeof vi.fn> }> {
  const home = vi.fn(async () => ({ items: [], next: undefined }));
  const prepared = draw(<Home composing />, { home });
  // Drawn in the next moment: what draw() has put there is a phone that fits no question.
  vi.stubGlobal('matchMedia', () => Object.assign(new EventTarget(), { matches: covers }));
  return { ...(await prepared), home };
}

describe('the timeline below the composer', () => {
  it('is not read before the composer that covers it is closed', async () => {
    const it = await open(true);
    expect(it.value.composing.intent.get()).toEqual({ kind: 'new' });
    expect(it.home).not.toHaveBeenCalled();
    expect(it.element.querySelector('h1')?.textContent).toBe('Home');
    await act(async () => it.value.composing.close());
    expect(it.home).toHaveBeenCalled();
    // Opened again, it lies over a timeline that is there.
    await act(async () => it.value.composing.open({ kind: 'new' }));
    expect(it.element.querySelector('h1')?.textContent).toBe('Home');
  });

  it('is there where the composer leaves some of it to be seen', async () => {
    const it = await open(false);
    expect(it.value.composing.intent.get()).toEqual({ kind: 'new' });
    expect(it.home).toHaveBeenCalled();
  });
});
