import { useEffect, useLayoutEffect } from 'react';
import type { PostView } from '../../services/app-api.ts';
import { useInterface } from '../app/interface.tsx';
import type { ListingStore } from '../lists/listing.ts';
import { loadPlaceKeeper, placeKeeper } from '../lists/load-place-keeper.ts';

const restMs = 400;

/**
 * Goes back to where the reader was in a list, in this session or another, and remembers where that is. `comesBack` false: the screen was
 * opened anew, and begins at the top. `ready`: the list is in the page.
 */
export function useKeepPlace(name: string, list: ListingStore<PostView>, ready: boolean, comesBack: boolean): void {
  const { places } = useInterface();

  useLayoutEffect(() => {
    if (!ready) return undefined;
    const stop = comesBack ? placeKeeper()?.goToPlace(list) : undefined;
    return () => {
      stop?.();
      // While the list is in the page: afterwards there is nothing to measure.
      placeKeeper()?.leavePlace(name, list, places);
    };
  }, [list, ready, comesBack, name, places]);

  useEffect(() => {
    if (!ready) return undefined;
    void loadPlaceKeeper().catch(() => undefined);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const restoration = history.scrollRestoration;
    history.scrollRestoration = 'manual';
    let movedMs = 0;
    function note(): void {
      clearTimeout(timer);
      timer = undefined;
      placeKeeper()?.notePlace(name, list, places);
    }
    // Where the reader is has to be measured: not while the page is moving.
    function onScroll(): void {
      movedMs = performance.now();
      timer ??= setTimeout(noteAtRest, restMs);
    }
    function noteAtRest(): void {
      const restsMs = performance.now() - movedMs;
      if (restsMs >= restMs) note();
      else timer = setTimeout(noteAtRest, restMs - restsMs);
    }
    addEventListener('scroll', onScroll, { passive: true });
    addEventListener('pagehide', note);
    return () => {
      removeEventListener('scroll', onScroll);
      removeEventListener('pagehide', note);
      clearTimeout(timer);
      history.scrollRestoration = restoration;
    };
  }, [list, ready, name, places]);
}
