// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { PersonView, PostView } from '../../services/app-api.ts';
import { serverPeople, serverPost } from '../development/sample-servers.ts';
import { draw, type Drawn } from '../testing/draw.tsx';
import { PostCard } from './post-card.tsx';

const sample = serverPost(7, Date.now());
const [lena] = serverPeople;
if (lena === undefined) throw new Error('no sample people');
const post = (author: Partial<PersonView>): PostView => ({
  ...sample,
  author: { ...lena, ...author },
  content: ['Bees :bee:'],
  emoji: { bee: 'https://pictures.example/bee.svg' },
});

/** What draws emoji loads when it is needed. */
const emojiDrawn = async (): Promise<void> => void (await import('./emoji-text.tsx'));
const mediaDrawn = async (): Promise<void> => void (await import('./media-grid.tsx'));

/** Addresses on servers that what is drawn loads pictures from. */
const asked = ({ element }: Drawn): (string | null)[] =>
  [...element.querySelectorAll('img')].map((image) => image.getAttribute('src')).filter((url) => url?.startsWith('https:'));

describe('pictures of somebody on a server', () => {
  it('come by themselves when one follows them', async () => {
    const drawn = await draw(<PostCard post={post({ followed: true })} />);
    // Portrait, emoji in the name, emoji in the text, attachment.
    await act(emojiDrawn);
    await act(mediaDrawn);
    expect(asked(drawn)).toHaveLength(4);
  });

  it('wait for a tap when one does not: their server must not learn who reads', async () => {
    const drawn = await draw(<PostCard post={post({ followed: false })} />);
    expect(asked(drawn)).toEqual([]);
    expect(drawn.element.textContent).toContain('Bees :bee:');
    await act(mediaDrawn);
    await drawn.press('Show picture from pictures.example');
    expect(asked(drawn)).toEqual(['https://pictures.example/train.jpg']);
    await act(async () => drawn.value.askedFor.set(new Set([lena.id])));
    await act(emojiDrawn);
    expect(asked(drawn)).toHaveLength(4);
  });

  it('wait for a tap of anybody when one wants it so', async () => {
    const drawn = await draw(<PostCard post={post({ followed: true })} />);
    await act(async () => drawn.value.preferences.setRemotePictures(false));
    expect(asked(drawn)).toEqual([]);
    await act(async () => drawn.value.preferences.setRemotePictures(true));
  });

  it('never come because a Pollen account named an address', async () => {
    const drawn = await draw(<PostCard post={post({ followed: true, remote: undefined })} />);
    expect(asked(drawn)).toEqual([]);
  });
});

describe('a post of a server', () => {
  it('says whose word it is, and opens people inside the app', async () => {
    const { element } = await draw(<PostCard post={{ ...sample, author: lena }} />);
    expect(element.textContent).toContain('From social.example.org, not signed');
    const mention = [...element.querySelectorAll('a')].find((link) => link.textContent === '@lena');
    expect(mention?.getAttribute('href')).toBe('/@https%3A%2F%2Fmastodon.example%2F%40lena');
  });

  it('says once that the server is not told of a like', async () => {
    localStorage.clear();
    const { press, value } = await draw(<PostCard post={{ ...sample, author: lena }} />);
    await press(/^Like/);
    expect(value.notices.shown.get().map(({ text }) => text)).toEqual([
      'Kept under your name for everybody on Pollen to see. mastodon.example is not told of it.',
    ]);
    value.notices.dismiss(1);
    await press(/^Boost/);
    expect(value.notices.shown.get()).toEqual([]);
  });
});

it('is bookmarked by what the key presses, and no longer', async () => {
  const { element, value } = await draw(<PostCard post={sample} />);
  const kept: [string, boolean][] = [];
  const desk = await value.app.collections();
  Object.assign(desk, { setBookmark: async (id: string, on: boolean) => void kept.push([id, on]) });
  await act(async () => {
    element.querySelector<HTMLButtonElement>('[data-action="bookmark"]')?.click();
    await import('./set-bookmark.ts');
  });
  await act(() => vi.waitFor(() => expect(kept).toEqual([[sample.id, true]])));
  expect(value.notices.spoken.get()).toBe('Bookmarked. Only you see that.');
});
