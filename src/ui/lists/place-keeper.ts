import type { PostView } from '../../services/app-api.ts';
import type { ListingStore } from './listing.ts';
import { itemAt, type Place, type Places } from './place.ts';

/** Above this the reader is at the top, px. */
const topPx = 8;
/** A place is held against what is still being drawn above it for so long, unless the reader moves. */
const holdMs = 2500;

/** Scrolls to where the reader was, and holds that still while the list is drawn. Returns what ends it. */
export function goToPlace(list: ListingStore<PostView>): (() => void) | undefined {
  const { place, focused } = list;
  const anchor = place && itemAt(list.state.get().items, place.at);
  const element = anchor && slotOf(anchor.key);
  if (place === undefined || element === undefined) return undefined;
  const stop = holdAt(element, place.offsetPx);
  // The post is drawn in the frame after, when its place has been found near the window.
  const frame = requestAnimationFrame(() => setTimeout(() => focusPost(focused), 50));
  return () => {
    stop();
    cancelAnimationFrame(frame);
  };
}

/** Notes where the reader is. */
export function notePlace(name: string, list: ListingStore<PostView>, places: Places): void {
  list.place = placeIn(list);
  places.put(name, list.place);
  const [newest] = list.state.get().items;
  if (name === 'home' && newest !== undefined) places.see(newest.cursor);
}

/** Notes it for the last time, while the list is still in the page. */
export function leavePlace(name: string, list: ListingStore<PostView>, places: Places): void {
  notePlace(name, list, places);
  list.focused = document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset['post'] ?? list.focused;
}

const slotOf = (key: string): HTMLElement | undefined =>
  document.querySelector<HTMLElement>(`[data-place="${CSS.escape(key)}"]`) ?? undefined;

/** The first post in the window, and where it stands; undefined at the top of the list. */
function placeIn(list: ListingStore<PostView>): Place | undefined {
  const { items } = list.state.get();
  const [first] = items;
  if (first === undefined || window.scrollY < topPx) return undefined;
  const barPx = document.querySelector('main header')?.getBoundingClientRect().height ?? 0;
  for (const slot of document.querySelectorAll<HTMLElement>('[data-place]')) {
    const { top, bottom } = slot.getBoundingClientRect();
    if (bottom <= barPx) continue;
    const item = items.find(({ key }) => key === slot.dataset['place']);
    if (item !== undefined) return { top: first.cursor, at: item.cursor, offsetPx: Math.round(top) };
  }
  return list.place;
}

/** Keeps an element where it is in the window while what is above it gets its real height. */
function holdAt(element: HTMLElement, offsetPx: number): () => void {
  const align = (): void => {
    const offPx = element.getBoundingClientRect().top - offsetPx;
    if (Math.abs(offPx) >= 1) window.scrollBy({ top: offPx, behavior: 'instant' });
  };
  align();
  const observer = new ResizeObserver(align);
  observer.observe(document.documentElement);
  const events = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;
  function stop(): void {
    observer.disconnect();
    clearTimeout(timer);
    for (const event of events) removeEventListener(event, stop);
  }
  const timer = setTimeout(stop, holdMs);
  for (const event of events) addEventListener(event, stop, { passive: true });
  return stop;
}

function focusPost(key: string | undefined): void {
  if (key === undefined || document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>(`[data-post="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
