// @vitest-environment jsdom
import { act, type ReactNode } from 'react';
import { expect, it } from 'vitest';
import { createValue } from '../app/value.ts';
import { draw } from '../testing/draw.tsx';
import { useKeepFocus } from './use-keep-focus.ts';
import { useLive } from './use-live.ts';

const rows = createValue<readonly string[]>([]);

function Rows(): ReactNode {
  const area = useKeepFocus();
  return (
    <main>
      <h1 tabIndex={-1}>{'Title'}</h1>
      <ul ref={area}>
        {useLive(rows).map((name) => (
          <li key={name}>
            <button type="button">{name}</button>
          </li>
        ))}
      </ul>
    </main>
  );
}

it('goes to the next row, else to the one before, else to the title', async () => {
  rows.set(['a', 'b', 'c']);
  const { button } = await draw(<Rows />);
  const leave = async (...names: string[]): Promise<string | null | undefined> => {
    await act(async () => rows.set(names));
    return document.activeElement?.textContent;
  };
  button('b').focus();
  expect(await leave('a', 'c')).toBe('c');
  expect(await leave('a')).toBe('a');
  expect(await leave()).toBe('Title');
});

it('leaves the focus alone when it is elsewhere', async () => {
  rows.set(['a', 'b']);
  const { button } = await draw(<Rows />);
  button('b').focus();
  button('a').focus();
  await act(async () => rows.set(['a']));
  expect(document.activeElement?.textContent).toBe('a');
});
