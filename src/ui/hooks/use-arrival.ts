import { type RefObject, useEffect } from 'react';

let lastPlace: string | undefined;
let arrivals = 0;

/** Whether the page showed another screen before this one, so that "back" stays inside the app. */
export const cameFromInside = (): boolean => arrivals > 1;

/**
 * Coming to another place puts the focus on its title, so that screen readers say where one is, and begins at the top. The first
 * place after loading leaves the focus where the browser put it; `restores` says that a screen puts both back itself.
 */
export function useArrival(title: RefObject<HTMLElement | null>, place: string, restores: boolean): void {
  useEffect(() => {
    if (place === lastPlace) return;
    const first = lastPlace === undefined;
    lastPlace = place;
    arrivals += 1;
    if (first || restores) return;
    window.scrollTo(0, 0);
    if (document.querySelector('dialog[open]') === null) title.current?.focus({ preventScroll: true });
  }, [title, place, restores]);
}
