/**
 * What comes near the window is drawn one after the other, that next to the window first, so that no frame has to draw many: a hundred
 * posts that come into view at once would stop a slow phone for as long. What goes far away is emptied together with what comes, the
 * furthest first: the browser paints its surroundings anew for either.
 */
export interface RevealLine {
  /** `distancePx` from the window; 0: in it. Asked again for the same element, the newer request counts. */
  ask(element: Element, request: { readonly comes: boolean; readonly distancePx: number; readonly run: () => void }): void;
  forget(element: Element): void;
}

type Request = Parameters<RevealLine['ask']>[1];

/** More do not wait for something to come. */
const mostLeaving = 6;

export function createRevealLine(nextFrame: (run: () => void) => unknown): RevealLine {
  const coming = new Map<Element, Request>();
  const leaving = new Map<Element, Request>();
  let scheduled = false;

  function schedule(): void {
    if (scheduled || (coming.size === 0 && leaving.size <= mostLeaving)) return;
    scheduled = true;
    nextFrame(work);
  }

  function work(): void {
    scheduled = false;
    take(coming, (one, other) => one.distancePx < other.distancePx);
    take(leaving, (one, other) => one.distancePx > other.distancePx);
    schedule();
  }

  return {
    ask(element, request) {
      (request.comes ? leaving : coming).delete(element);
      (request.comes ? coming : leaving).set(element, request);
      schedule();
    },
    forget(element) {
      coming.delete(element);
      leaving.delete(element);
    },
  };
}

/** Runs the first one in this order. */
function take(waiting: Map<Element, Request>, isBefore: (one: Request, other: Request) => boolean): void {
  let first: readonly [Element, Request] | undefined;
  for (const entry of waiting) if (first === undefined || isBefore(entry[1], first[1])) first = entry;
  if (first === undefined) return;
  waiting.delete(first[0]);
  first[1].run();
}
