import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/** How far outside of the window things are still drawn, px. */
const nearPx = 1600;
const usualHeightPx = 180;

type Listener = (near: boolean) => void;
const listeners = new WeakMap<Element, Listener>();
let shared: IntersectionObserver | undefined;

/** One observer for all places; made on first use. */
function observer(): IntersectionObserver {
  shared ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) listeners.get(entry.target)?.(entry.isIntersecting);
    },
    { rootMargin: `${nearPx}px 0px` },
  );
  return shared;
}

/**
 * A place in a long list. Far from the window it is empty and as high as it last was, so a list of thousands costs little; what
 * holds the focus is never emptied.
 */
export function FeedSlot(props: {
  readonly name: string;
  readonly heights: Map<string, number>;
  readonly nearAtFirst: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { name, heights, nearAtFirst, children } = props;
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(nearAtFirst && !heights.has(name));

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const watch = observer();
    listeners.set(element, (isNear) => {
      if (!isNear && element.contains(document.activeElement)) return;
      if (!isNear && element.firstElementChild !== null) heights.set(name, element.offsetHeight);
      setNear(isNear);
    });
    watch.observe(element);
    return () => {
      if (element.firstElementChild !== null) heights.set(name, element.offsetHeight);
      watch.unobserve(element);
    };
  }, [heights, name]);

  return (
    <div ref={place} style={near ? undefined : { blockSize: heights.get(name) ?? usualHeightPx }}>
      {near ? children : null}
    </div>
  );
}
