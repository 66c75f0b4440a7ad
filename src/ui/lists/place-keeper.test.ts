// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PostView } from '../../services/app-api.ts';
import { createListing } from './listing.ts';
import { createPlaces } from './place.ts';
import { goToPlace, notePlace } from './place-keeper.ts';

const heightPx = 100;
const posts = Array.from({ length: 30 }, (_, index) => {
  const id = `p${30 - index}`;
  return { key: id, id, cursor: { atMs: 30 - index, id } } as unknown as PostView;
});

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  let text: string | null = null;
  return { getItem: () => text, setItem: (_, next) => void (text = next) };
}

async function listing() {
  const list = createListing<PostView>({
    keyOf: ({ key }) => key,
    cursorOf: ({ cursor }) => cursor,
    load: async () => ({ items: posts }),
  });
  await list.open();
  return list;
}

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal('CSS', { escape: (text: string) => text });
  Object.assign(window, { scrollY: 0 });
  vi.stubGlobal('scrollBy', ({ top }: { readonly top: number }) => Object.assign(window, { scrollY: window.scrollY + top }));
  // A feed below a bar of 50 px.
  document.body.innerHTML = '<main><header></header></main>';
  const main = document.querySelector('main') as HTMLElement;
  (main.querySelector('header') as HTMLElement).getBoundingClientRect = () => new DOMRect(0, 0, 100, 50);
  for (const [index, { key }] of posts.entries()) {
    const slot = document.createElement('div');
    slot.dataset['place'] = key;
    slot.getBoundingClientRect = () => new DOMRect(0, 50 + index * heightPx - window.scrollY, 100, heightPx);
    main.append(slot);
  }
});

afterEach(() => vi.unstubAllGlobals());

it('notes the first post in the window, and goes back to where it stood', async () => {
  const places = createPlaces(memory(), () => 'ada');
  const list = await listing();
  Object.assign(window, { scrollY: 730 });
  notePlace('home', list, places);
  expect(places.get('home')).toEqual({ top: posts[0]?.cursor, at: posts[7]?.cursor, offsetPx: 20 });

  Object.assign(window, { scrollY: 0 });
  goToPlace(list)?.();
  expect(window.scrollY).toBe(730);
});

it('remembers no place at the top, but what was seen there', async () => {
  const kept = memory();
  const places = createPlaces(kept, () => 'ada');
  notePlace('home', await listing(), places);
  expect(places.get('home')).toBeUndefined();
  expect(places.seenBefore()).toBeUndefined();
  // The next time that the page is loaded.
  expect(createPlaces(kept, () => 'ada').seenBefore()).toBe(30);
});
