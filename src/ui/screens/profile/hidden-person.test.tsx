// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { serverPeople } from '../../development/sample-servers.ts';
import { draw } from '../../testing/draw.tsx';
import { HiddenPerson } from './hidden-person.tsx';

const [lena] = serverPeople;
if (lena === undefined) throw new Error('no sample people');
const person = { ...lena, name: 'Lena', blocked: false, muted: false };

it('says nothing of somebody who is seen', async () => {
  const { element } = await draw(<HiddenPerson person={person} />);
  expect(element.textContent).toBe('');
});

it('says who is blocked, and takes that back', async () => {
  const setBlock = vi.fn(async () => undefined);
  const { element, press } = await draw(<HiddenPerson person={{ ...person, blocked: true, muted: true }} />, { setBlock });
  expect(element.textContent).toContain('Lena is blocked. You see nothing of them any more.');
  await press('Unblock Lena');
  expect(setBlock).toHaveBeenCalledWith(person.id, false);
});

it('says who is muted, and takes that back', async () => {
  const setMute = vi.fn(async () => undefined);
  const { element, press } = await draw(<HiddenPerson person={{ ...person, muted: true }} />, { setMute });
  expect(element.textContent).toContain('Lena is muted');
  await press('Unmute Lena');
  expect(setMute).toHaveBeenCalledWith(person.id, false);
});
