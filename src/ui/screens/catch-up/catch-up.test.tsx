// @vitest-environment jsdom
import { act } from 'react';
import { expect, it, vi } from 'vitest';
import { quotedPost } from '../../development/sample-media.ts';
import { draw } from '../../testing/draw.tsx';
import { CaughtRow } from './caught-row.tsx';
import { CatchUp } from './catch-up.tsx';

const shown = (element: HTMLElement): number => element.querySelectorAll('[data-post]').length;

const gathered = (element: HTMLElement): Promise<void> =>
  vi.waitFor(async () => {
    await act(async () => undefined);
    expect(shown(element)).toBeGreaterThan(2);
  });

it('asks for a time, shows what happened since, and says where it ends', async () => {
  const { element, press, button } = await draw(<CatchUp />);
  expect(element.textContent).toContain('How long were you away?');
  await press('24 hours');
  await gathered(element);
  const all = shown(element);
  expect(element.textContent).toMatch(/\d+ posts by \d+ people since/);
  expect(element.textContent).toContain('That is everything since');

  await press(/^Ada Okonkwo, /);
  expect(shown(element)).toBeLessThan(all);
  expect(button(/^Ada Okonkwo, /).getAttribute('aria-pressed')).toBe('true');
  expect(element.textContent).toContain('That is everything that you chose since');
  await press('Show everything');
  expect(shown(element)).toBe(all);
});

it('shows of what has a warning only the warning', async () => {
  const post = { ...quotedPost(Date.now()), warning: 'Heights' };
  const { element } = await draw(<CaughtRow caught={{ post, boosters: [], kind: 'post' }} startsGroup={false} />);
  expect(element.textContent).toContain('Heights');
  expect(element.textContent).not.toContain('A bridge');
});
