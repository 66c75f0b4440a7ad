import { useLayoutEffect } from 'react';
import type { ListingStore } from '../../lists/listing.ts';

/** Leaves a mark where the reader was and which post had the focus, and goes back there when the screen is shown again. */
export function useKeepPlace<T>(list: ListingStore<T>): void {
  useLayoutEffect(() => {
    const { scrollY, key } = list.position;
    if (scrollY > 0) {
      window.scrollTo(0, scrollY);
      // The post is drawn in the frame after, when its place has been found near the window.
      const frame = requestAnimationFrame(() => setTimeout(() => focusPost(key), 50));
      return () => {
        cancelAnimationFrame(frame);
        remember(list);
      };
    }
    return () => remember(list);
  }, [list]);
}

function remember<T>(list: ListingStore<T>): void {
  // Without a focused post the one before is still the best guess of where the reader was.
  const key = document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset['post'] ?? list.position.key;
  list.position = { scrollY: window.scrollY, ...(key === undefined ? {} : { key }) };
}

function focusPost(key: string | undefined): void {
  if (key === undefined || document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>(`[data-post="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
