/**
 * What comes near the window is drawn one after the other, that next to the window first, so that no frame has to draw many: a hundred
 * posts that come into view at once would stop a slow phone for as long. What is furthest away leaves at the same pace.
 */
export interface RevealLine {
  /** `distancePx` from the window; 0: in it. Asked again for the same element, the newer request counts. */
  ask(element: Element, distancePx: number, run: () => void): void;
  forget(element: Element): void;
}

interface Waiting {
  readonly element: Element;
  readonly distancePx: number;
  readonly run: () => void;
}

export function createRevealLine(nextFrame: (run: () => void) => unknown): RevealLine {
  const waiting = new Map<Element, Waiting>();
  let scheduled = false;

  function schedule(): void {
    if (scheduled || waiting.size === 0) return;
    scheduled = true;
    nextFrame(work);
  }

  function work(): void {
    scheduled = false;
    let nearest: Waiting | undefined;
    let furthest: Waiting | undefined;
    for (const one of waiting.values()) {
      if (nearest === undefined || one.distancePx < nearest.distancePx) nearest = one;
      if (furthest === undefined || one.distancePx >= furthest.distancePx) furthest = one;
    }
    for (const one of new Set([nearest, furthest])) {
      if (one === undefined) continue;
      waiting.delete(one.element);
      one.run();
    }
    schedule();
  }

  return {
    ask(element, distancePx, run) {
      waiting.set(element, { element, distancePx, run });
      schedule();
    },
    forget: (element) => void waiting.delete(element),
  };
}
