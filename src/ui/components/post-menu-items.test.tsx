// @vitest-environment jsdom
import { act, createRef } from 'react';
import { expect, it } from 'vitest';
import { samplePost } from '../development/sample-posts.ts';
import { draw } from '../testing/draw.tsx';
import { PostMenuItems } from './post-menu-items.tsx';

it('gives the focus to the next post when one is deleted', async () => {
  const anchor = createRef<HTMLDivElement>();
  const sample = samplePost(0, Date.now());
  const post = { ...sample, author: { ...sample.author, me: true } };
  const { element, press } = await draw(
    <main>
      <article data-post="1" tabIndex={0}>
        <div ref={anchor}>
          <button type="button">Dots</button>
          <PostMenuItems id="menu" post={post} open anchor={anchor} onClose={() => undefined} />
        </div>
      </article>
      <article data-post="2" tabIndex={0} />
    </main>,
    { deletePost: async () => ({ ok: true, value: undefined }) },
  );
  document.body.append(element);
  element.querySelector('button')?.focus();
  await press('Delete post');
  element.querySelector('button')?.focus();
  await act(async () => [...element.querySelectorAll<HTMLElement>('dialog button')].at(-1)?.click());
  expect(document.activeElement?.getAttribute('data-post')).toBe('2');
});
