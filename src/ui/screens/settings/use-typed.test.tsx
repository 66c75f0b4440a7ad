// @vitest-environment jsdom
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, it } from 'vitest';
import { prepareDocument } from '../../testing/draw.tsx';
import { switching, useForgetTyped, useTyped } from './use-typed.ts';

function Field(): ReactNode {
  useForgetTyped();
  const [name, setName] = useTyped('name', () => 'Ada');
  return <button onClick={() => setName(`${name}!`)}>{name}</button>;
}

/** Draws the field, presses it so many times, and takes it away; what stood in it at first. */
async function visit(presses: number): Promise<string | null> {
  prepareDocument();
  const element = document.createElement('div');
  const root = createRoot(element);
  await act(async () => root.render(<Field />));
  const first = element.textContent;
  for (let press = 0; press < presses; press++) await act(async () => element.querySelector('button')?.click());
  await act(async () => root.unmount());
  return first;
}

afterEach(() => {
  switching.language = false;
});

describe('what is typed into Settings', () => {
  it('stays when they are drawn anew in another language', async () => {
    switching.language = true;
    await visit(2);
    switching.language = false;
    expect(await visit(0)).toBe('Ada!!');
  });

  it('is forgotten by whoever leaves them', async () => {
    await visit(1);
    expect(await visit(0)).toBe('Ada');
  });
});
