// @vitest-environment jsdom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchDesk } from '../../../services/search/search-api.ts';
import { serverPeople } from '../../development/sample-servers.ts';
import { draw, type Drawn } from '../../testing/draw.tsx';
import { chipsAt, toggleToken } from './chips.ts';
import { markedIn } from './highlight.ts';
import { looksLikeAddress } from './looks-like-address.ts';
import { Search } from './search.tsx';

beforeEach(() => history.replaceState(null, ''));

async function type({ element }: Drawn, text: string): Promise<void> {
  const input = element.querySelector('input');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input?.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

describe('the search screen', () => {
  it('shows before anything is typed how to search and whom one follows', async () => {
    const { element } = await draw(<Search />);
    await expect.poll(() => element.textContent).toContain('8 posts on this device');
    expect(element.querySelector('#following')?.textContent).toBe('People you follow');
    expect(element.querySelector('details')?.textContent).toContain('from:ada');
  });

  it('finds as one types, says how many, and finds it again when one comes back', async () => {
    const drawn = await draw(<Search />);
    const { element, value } = drawn;
    const first = (await value.app.home({ limit: 1 })).items[0];
    const [word = ''] = first?.text.split(/\s/) ?? [];
    await type(drawn, word.slice(0, 4));
    await expect.poll(() => element.querySelectorAll('[data-post]').length).toBeGreaterThan(0);
    expect(element.querySelector('[role=feed]')?.getAttribute('aria-label')).toBe('Posts found');
    await vi.waitFor(() =>
      expect([...element.querySelectorAll('[role=status]')].map((one) => one.textContent).join()).toMatch(/\d+ posts?/),
    );
    const again = await draw(<Search />);
    expect(again.element.querySelector('input')?.value).toBe(word.slice(0, 4));
  });

  it('says what was searched when nothing is found', async () => {
    const drawn = await draw(<Search />);
    await type(drawn, 'xylophonist');
    await expect.poll(() => drawn.element.textContent).toContain('Nothing found');
    expect(drawn.element.textContent).toContain('Searched 8 posts on this device.');
  });

  it('shows somebody who was looked up once, though what is on this device finds them too', async () => {
    const [person] = serverPeople;
    if (person === undefined) throw new Error('nobody on servers');
    const { value } = await draw(<Search />);
    const desk = await value.app.search();
    const drawn = await draw(<Search />, {
      search: async () => ({ ...desk, search: async (...request) => ({ ...(await desk.search(...request)), people: [person] }) }),
    });
    const shown = (): number =>
      [...drawn.element.querySelectorAll('button')].filter(({ title }) => title.startsWith('Unfollow')).length;
    await type(drawn, person.username);
    await expect.poll(() => drawn.element.querySelector('#found-people')?.textContent).toBe('People');
    await drawn.press('Show person');
    await expect.poll(() => drawn.element.querySelector('#found-people')).toBeNull();
    expect(shown()).toBe(1);
  });

  it('narrows by a tap, in the words that can be typed', async () => {
    const drawn = await draw(<Search />);
    await drawn.press('With pictures');
    expect(drawn.element.querySelector('input')?.value).toBe('has:picture ');
    expect(drawn.button('With pictures').getAttribute('aria-pressed')).toBe('true');
    await drawn.press('With pictures');
    expect(drawn.element.querySelector('input')?.value).toBe('');
  });

  it('asks nobody about an address before it is told to', async () => {
    const lookup = vi.fn(async () => ({ ok: false as const, error: { type: 'not-an-address' as const } }));
    const drawn = await draw(<Search />, { lookup });
    await type(drawn, '@lena@mastodon.example');
    await expect.poll(() => drawn.element.textContent).toContain('looks like an address');
    expect(lookup).not.toHaveBeenCalled();
    await drawn.press('Show person');
    expect(lookup).toHaveBeenCalledWith('@lena@mastodon.example');
    expect(drawn.element.querySelector('[role=alert]')?.textContent).toContain('not an address');
  });

  it('says so when the search fails, and tries again', async () => {
    let fails = true;
    const drawn = await draw(<Search />, {});
    const desk = await drawn.value.app.search();
    const broken: SearchDesk = {
      ...desk,
      search: (...request) => (fails ? Promise.reject(new Error('broken')) : desk.search(...request)),
    };
    const failing = await draw(<Search />, { search: async () => broken });
    await type(failing, 'anything at all');
    await expect.poll(() => failing.element.textContent).toContain('did not work');
    fails = false;
    await failing.press('Try again');
    await expect.poll(() => failing.element.textContent).toContain('Nothing found');
  });
});

describe('parts of it', () => {
  it('know addresses from words', () => {
    const addresses = [
      '@a@b.example',
      'a@b.example',
      'https://x.example/@a',
      'ipns://k51abc',
      `k51${'q'.repeat(40)}`,
      'did:key:z6Mk',
    ];
    expect(addresses.filter((text) => !looksLikeAddress(text))).toEqual([]);
    expect(['garden', '@ada', 'from:ada@b.example', 'two words', '#tag', '"a@b.c d"', ''].filter(looksLikeAddress)).toEqual([]);
  });

  it('put words in and take them away', () => {
    expect(toggleToken('rain ', 'has:picture')).toBe('rain has:picture ');
    expect(toggleToken('rain has:picture ', 'has:picture')).toBe('rain ');
    expect(toggleToken('after:2026-01-01 rain', 'after:2026-02-02')).toBe('rain after:2026-02-02 ');
    expect(chipsAt(new Date(2026, 2, 5, 12).getTime()).map(({ token }) => token)).toContain('after:2026-02-25');
  });

  it('mark what was found where it stands', () => {
    const marked = (text: string, ...terms: string[]) =>
      markedIn(
        text,
        terms.map((term) => ({ term, whole: false })),
      ).map(({ start, end }) => text.slice(start, end));
    expect(marked('Die Bäume im Garten', 'baum', 'gart')).toEqual(['Bäume', 'Garten']);
    expect(marked('東京都庁', '東京', '京都')).toEqual(['東京都']);
  });
});
