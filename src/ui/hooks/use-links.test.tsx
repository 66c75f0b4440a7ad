// @vitest-environment jsdom
import { act, type ReactNode } from 'react';
import { expect, it } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { useLinks } from './use-links.ts';

function Links(): ReactNode {
  const to = useLinks();
  return <a {...to('/person/ada')}>Ada</a>;
}

it('opens a place of the app, and leaves what is to open elsewhere to the browser', async () => {
  const { element, places } = await draw(<Links />);
  const link = element.querySelector('a');
  const click = async (init: MouseEventInit): Promise<boolean> => {
    let isTaken = false;
    // After the app; the document here cannot go anywhere.
    const after = (event: Event): void => {
      isTaken = event.defaultPrevented;
      event.preventDefault();
    };
    window.addEventListener('click', after, { once: true });
    await act(async () => void link?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...init })));
    return isTaken;
  };
  expect(link?.getAttribute('href')).toBe('/person/ada');
  for (const elsewhere of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }])
    expect(await click(elsewhere)).toBe(false);
  expect(places).toEqual(['/']);
  expect(await click({})).toBe(true);
  expect(places).toEqual(['/', '/person/ada']);
});
