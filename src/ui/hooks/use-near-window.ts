import { type RefObject, startTransition, useEffectEvent, useLayoutEffect, useState } from 'react';
import { createRevealLine } from '../lists/reveal-line.ts';

interface Watch {
  observer?: IntersectionObserver;
  readonly listeners: WeakMap<Element, (near: boolean, distancePx: number) => void>;
}

/** One observer for all places of the same margin; made on first use. */
const watches = new Map<string, Watch>();
const line = createRevealLine((run) => requestAnimationFrame(run));

function watchOf(rootMargin: string): Required<Watch> {
  const watch = watches.get(rootMargin) ?? { listeners: new WeakMap() };
  watches.set(rootMargin, watch);
  watch.observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        const { top, bottom } = boundingClientRect;
        const distancePx = Math.max(0, top - innerHeight, -bottom);
        watch.listeners.get(target)?.(isIntersecting, distancePx);
      }
    },
    { rootMargin },
  );
  return watch as Required<Watch>;
}

/**
 * Whether an element is within `margin` (as in CSS) of the window. What comes near waits for its turn, so that a frame never draws many; what
 * holds the focus stays near. `onLeave` runs while the element still has what it is about to lose; `prepare` is waited for before what is
 * not in the window yet is drawn.
 */
export function useNearWindow(
  place: RefObject<HTMLElement | null>,
  margin: string,
  nearAtFirst: boolean,
  onLeave: (element: HTMLElement) => void,
  prepare?: () => Promise<void>,
): boolean {
  const [near, setNear] = useState(nearAtFirst);
  const prepared = useEffectEvent(async () => prepare?.());
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const { observer, listeners } = watchOf(margin);
    let asked = 0;
    listeners.set(element, (isNear, distancePx) => {
      if (!isNear && element.contains(document.activeElement)) return;
      const now = ++asked;
      const go = (): false | void => asked === now && ask(element, isNear, distancePx);
      // What could not be prepared is drawn all the same.
      if (isNear && distancePx > 0) void prepared().then(go, go);
      else ask(element, isNear, distancePx);
    });
    function ask(element: HTMLElement, comes: boolean, distancePx: number): void {
      function run(): void {
        if (!comes && element.firstElementChild !== null) onLeave(element);
        // What is not in the window yet may be drawn in several steps.
        if (distancePx > 0) startTransition(() => setNear(comes));
        else setNear(comes);
      }
      line.ask(element, { comes, distancePx, run });
    }
    observer.observe(element);
    return () => {
      asked = 0;
      if (element.firstElementChild !== null) onLeave(element);
      line.forget(element);
      observer.unobserve(element);
    };
  }, [place, margin, onLeave]);
  return near;
}
