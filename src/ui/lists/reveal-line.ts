/**
 * What comes near the window is drawn one after the other, one a frame: a hundred posts that come into view at once would stop a slow
 * phone for as long. In turn that next to the window, which comes, and that furthest away, which goes.
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
  let isFarsTurn = false;

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
    // An empty place that the reader sees waits for nothing.
    const next = isFarsTurn && nearest?.distancePx !== 0 ? furthest : nearest;
    isFarsTurn = next === nearest;
    if (next === undefined) return;
    waiting.delete(next.element);
    next.run();
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
