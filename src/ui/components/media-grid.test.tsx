// @vitest-environment jsdom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { AttachmentView, PostView } from '../../services/app-api.ts';
import { samplePost } from '../development/sample-posts.ts';
import { draw } from '../testing/draw.tsx';
import { Attachments } from './attachments.tsx';

let count = 0;
const picture = (more: Partial<AttachmentView> = {}): AttachmentView => ({
  url: `https://pictures.example/${(count += 1)}.jpg`,
  mediaType: 'image/jpeg',
  alt: `Picture ${count}`,
  width: 800,
  height: 600,
  ...more,
});

async function show(attachments: readonly AttachmentView[], more: Partial<PostView> = {}, shows = true) {
  const post = { ...samplePost(0, Date.now()), id: `ap://post/${(count += 1)}` as PostView['id'], attachments, ...more };
  const drawn = await draw(<Attachments post={post} shows={shows} />);
  // Its code and its words come one after the other.
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(drawn.element.querySelector('button')).not.toBeNull();
  });
  return drawn;
}

describe('what is attached to a post', () => {
  it('shows four of many, and how many more there are', async () => {
    const { element } = await show(Array.from({ length: 7 }, () => picture()));
    expect(element.querySelectorAll('img')).toHaveLength(4);
    expect(element.textContent).toContain('+3');
  });

  it('shows the point that matters when a part is cut off', async () => {
    const { element } = await show([picture({ focus: [-1000, 500] })]);
    expect(element.querySelector('img')?.style.objectPosition).toBe('0% 25%');
  });

  it('asks nobody for a film or sound before it is played', async () => {
    const film = { url: 'https://pictures.example/a.mp4', mediaType: 'video/mp4', alt: 'Reeds' };
    const sound = { url: 'https://pictures.example/a.ogg', mediaType: 'audio/ogg', alt: 'Wind' };
    const { element, press } = await show([film, sound]);
    expect(element.querySelectorAll('video, audio, img')).toHaveLength(0);
    await press('Play video: Reeds');
    await press('Play');
    expect(element.querySelector('video')?.getAttribute('src')).toBe(film.url);
    expect(element.querySelector('audio')?.getAttribute('aria-label')).toBe('Wind');
  });

  it('covers what its author calls sensitive, and remembers that it was uncovered', async () => {
    const post = { sensitive: true, id: 'ap://sensitive' as PostView['id'] } as const;
    const first = await show([picture()], post);
    expect(first.element.querySelector('img')).toBeNull();
    await first.press('Show sensitive picture');
    expect(first.element.querySelector('img')).not.toBeNull();
    const again = await show([picture()], post);
    expect(again.element.querySelector('img')).not.toBeNull();
  });
});

describe('the viewer', () => {
  const keys = (key: string): Promise<void> =>
    act(async () => void document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
  const title = (): string | null | undefined => document.querySelector('dialog h2')?.textContent;

  it('shows descriptions, goes on by keys, and ends at both ends', async () => {
    const { element } = await show([picture({ alt: 'First' }), picture({ alt: '' })]);
    await act(async () => {
      element.querySelector<HTMLButtonElement>('button')?.click();
      await import('../screens/viewer/media-viewer.tsx');
    });
    await act(() => vi.waitFor(() => expect(title()).toBe('Picture 1 of 2')));
    expect(document.querySelector('dialog footer')?.textContent).toContain('First');
    await keys('ArrowLeft');
    expect(title()).toBe('Picture 1 of 2');
    await keys('ArrowRight');
    await keys('ArrowRight');
    expect(title()).toBe('Picture 2 of 2');
    expect(document.querySelector('dialog footer')?.textContent).not.toContain('First');
  });
});
