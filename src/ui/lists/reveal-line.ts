/**
 * What comes near the window is drawn a few at a time, those next to the window first, so that no frame has to draw many: a hundred
 * posts that come into view at once would stop a slow phone for as long.
 */
export interface RevealLine {
  /** `distancePx` from the window. Asked again for the same element, the newer request counts. */
  ask(element: Element, distancePx: number, run: () => void): void;
  forget(element: Element): void;
}

/** Frames closer together than this leave room for more, ms. */
const easyFrameMs = 20;
const mostAtOnce = 3;

export function createRevealLine(nextFrame: (run: (nowMs: number) => void) => unknown): RevealLine {
  const waiting = new Map<Element, { readonly distancePx: number; readonly run: () => void }>();
  let scheduled = false;
  let lastMs = 0;
  let atOnce = 1;

  function schedule(): void {
    if (scheduled || waiting.size === 0) return;
    scheduled = true;
    nextFrame(work);
  }

  function work(nowMs: number): void {
    scheduled = false;
    atOnce = nowMs - lastMs <= easyFrameMs ? Math.min(mostAtOnce, atOnce + 1) : 1;
    lastMs = nowMs;
    const nearest = [...waiting].toSorted(([, one], [, other]) => one.distancePx - other.distancePx).slice(0, atOnce);
    for (const [element] of nearest) waiting.delete(element);
    for (const [, { run }] of nearest) run();
    schedule();
  }

  return {
    ask(element, distancePx, run) {
      waiting.set(element, { distancePx, run });
      schedule();
    },
    forget: (element) => void waiting.delete(element),
  };
}
