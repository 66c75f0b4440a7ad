// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { PersonView } from '../../../services/app-api.ts';
import { serverPeople } from '../../development/sample-servers.ts';
import { draw } from '../../testing/draw.tsx';
import { FollowingList } from './following-list.tsx';

const [lena] = serverPeople;
if (lena === undefined) throw new Error('no sample people');
const crowd: readonly PersonView[] = Array.from({ length: 5000 }, (_, index) => ({
  ...lena,
  id: `https://mastodon.example/users/p${index}` as PersonView['id'],
  name: `Person ${index}`,
  username: `p${index}@mastodon.example`,
}));

const rows = (element: HTMLElement): string[] => [...element.querySelectorAll('a')].map((link) => link.textContent);

describe('whom one follows', () => {
  it('comes a page at a time', async () => {
    const { element, press } = await draw(<FollowingList people={crowd} />);
    expect(rows(element)).toHaveLength(60);
    await press('Show more');
    expect(rows(element)).toHaveLength(120);
  });

  it('is found by name or address', async () => {
    const { element } = await draw(<FollowingList people={crowd} />);
    const input = element.querySelector('input');
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, 'PERSON 4711');
      input?.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect(rows(element)).toHaveLength(1);
    expect(element.querySelector('[role=status]')?.textContent).toBe('1 person');
  });

  it('needs no field when it is short', async () => {
    const { element } = await draw(<FollowingList people={crowd.slice(0, 20)} />);
    expect(element.querySelector('input')).toBeNull();
    expect(rows(element)).toHaveLength(20);
  });
});
