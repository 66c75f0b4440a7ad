import { type RefObject, startTransition, useLayoutEffect, useState } from 'react';
import { createRevealLine } from '../lists/reveal-line.ts';

interface Watch {
  observer?: IntersectionObserver;
  readonly listeners: WeakMap<Element, (near: boolean, distancePx: number) => void>;
}

/** One observer for all places of the same margin; made on first use. */
const watches = new Map<number, Watch>();
const line = createRevealLine((run) => requestAnimationFrame(run));

function watchOf(marginPx: number): Required<Watch> {
  const watch = watches.get(marginPx) ?? { listeners: new WeakMap() };
  watches.set(marginPx, watch);
  watch.observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        const { top, bottom } = boundingClientRect;
        const distancePx = Math.max(0, top - innerHeight, -bottom);
        watch.listeners.get(target)?.(isIntersecting, distancePx);
      }
    },
    { rootMargin: `${marginPx}px 0px` },
  );
  return watch as Required<Watch>;
}

/**
 * Whether an element is within `marginPx` of the window. What comes near waits for its turn, so that a frame never draws many; what
 * holds the focus stays near. `onLeave` runs while the element still has what it is about to lose.
 */
export function useNearWindow(
  place: RefObject<HTMLElement | null>,
  marginPx: number,
  nearAtFirst: boolean,
  onLeave: (element: HTMLElement) => void,
): boolean {
  const [near, setNear] = useState(nearAtFirst);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const { observer, listeners } = watchOf(marginPx);
    listeners.set(element, (isNear, distancePx) => {
      if (!isNear && element.contains(document.activeElement)) return;
      line.ask(element, distancePx, () => {
        if (!isNear && element.firstElementChild !== null) onLeave(element);
        // What is not in the window yet may be drawn in several steps.
        if (distancePx > 0) startTransition(() => setNear(isNear));
        else setNear(isNear);
      });
    });
    observer.observe(element);
    return () => {
      if (element.firstElementChild !== null) onLeave(element);
      line.forget(element);
      observer.unobserve(element);
    };
  }, [place, marginPx, onLeave]);
  return near;
}
