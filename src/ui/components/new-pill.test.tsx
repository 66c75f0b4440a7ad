// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import type { PostView } from '../../services/app-api.ts';
import type { ListingState, ListingStore } from '../lists/listing.ts';
import { samplePost } from '../development/sample-posts.ts';
import { draw } from '../testing/draw.tsx';
import { NewPill } from './new-pill.tsx';

afterEach(() => document.body.replaceChildren());

const list = { showFresh: () => undefined } as unknown as ListingStore<PostView>;
const state = { fresh: [samplePost(0, 1)] } as unknown as ListingState<PostView>;
const tall = (header: HTMLElement | null): void => {
  if (header !== null) Object.defineProperty(header, 'offsetHeight', { value: 96 });
};

it('stays below a title bar of two lines', async () => {
  const { button } = await draw(
    <main>
      <header ref={tall} />
      <NewPill list={list} state={state} />
    </main>,
  );
  expect(button(/1 new/).closest<HTMLElement>('div[style]')?.style.getPropertyValue('--head')).toBe('96px');
});
