import { useEffect, useLayoutEffect } from 'react';
import type { PostView } from '../../services/app-api.ts';
import { useInterface } from '../app/interface.tsx';
import type { ListingStore } from '../lists/listing.ts';
import { itemAt, type Place } from '../lists/place.ts';
import { useLive } from './use-live.ts';

/** Above this the reader is at the top, px. */
const topPx = 8;
/** A place is held against what is still being drawn above it for so long, unless the reader moves. */
const holdMs = 2500;
const restMs = 400;

/**
 * Goes back to where the reader was in a list, in this session or another, and remembers where that is. `comesBack` false: the screen was
 * opened anew, and begins at the top.
 */
export function useKeepPlace(name: string, list: ListingStore<PostView>, comesBack = true): void {
  const { places } = useInterface();
  const ready = useLive(list.state).status === 'ready';

  useLayoutEffect(() => {
    if (!ready || !comesBack || list.place === undefined) return undefined;
    const { place, focused } = list;
    const anchor = itemAt(list.state.get().items, place.at);
    const element = anchor && slotOf(anchor.key);
    if (element === undefined) return undefined;
    const stop = holdAt(element, place.offsetPx);
    // The post is drawn in the frame after, when its place has been found near the window.
    const frame = requestAnimationFrame(() => setTimeout(() => focusPost(focused), 50));
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [list, ready, comesBack]);

  useEffect(() => {
    if (!ready) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const restoration = history.scrollRestoration;
    history.scrollRestoration = 'manual';
    function keep(): void {
      clearTimeout(timer);
      timer = undefined;
      list.place = placeIn(list);
      places.put(name, list.place);
      const [newest] = list.state.get().items;
      if (name === 'home' && newest !== undefined) places.see(newest.cursor);
    }
    function onScroll(): void {
      timer ??= setTimeout(keep, restMs);
    }
    addEventListener('scroll', onScroll, { passive: true });
    addEventListener('pagehide', keep);
    return () => {
      removeEventListener('scroll', onScroll);
      removeEventListener('pagehide', keep);
      clearTimeout(timer);
      history.scrollRestoration = restoration;
    };
  }, [list, ready, name, places]);

  // Before the list leaves the page: afterwards there is nothing to measure.
  useLayoutEffect(() => {
    if (!ready) return undefined;
    return () => {
      list.place = placeIn(list);
      list.focused = document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset['post'] ?? list.focused;
      places.put(name, list.place);
    };
  }, [list, ready, name, places]);
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
