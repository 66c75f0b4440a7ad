// Scrolls by a script of the page, one step each frame: no frame comes before the page's thread is ready.

/** What the browser itself calls a long animation frame, over 50 ms: work of the page, from its first task to what it draws. */
export interface LongFrame {
  readonly ms: number;
  /** What ran in it, longest first. */
  readonly scripts: readonly string[];
}

export interface Run {
  /** From one frame to the next, ms. */
  readonly frames: readonly number[];
  readonly longFrames: readonly LongFrame[];
  readonly shift: number;
  readonly elements: number;
  readonly posts: number;
}

/** Runs in the page: one step each frame, until so many posts have gone by or so many frames were drawn. */
export async function scroll(input: {
  readonly stepPx: number;
  readonly wanted: number;
  readonly mostFrames: number;
}): Promise<Run> {
  let shift = 0;
  const shifts = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { readonly value: number }).value;
  });
  shifts.observe({ type: 'layout-shift' });
  interface Timed extends PerformanceEntry {
    readonly scripts: readonly {
      readonly duration: number;
      readonly invoker: string;
      readonly sourceURL: string;
    }[];
  }
  const longFrames: { readonly ms: number; readonly scripts: readonly string[] }[] = [];
  const long = new PerformanceObserver((list) => {
    for (const { duration, scripts } of list.getEntries() as Timed[]) {
      const told = scripts
        .toSorted((one, other) => other.duration - one.duration)
        .map(
          (script) => `${script.duration.toFixed(0)} ms ${script.invoker.slice(0, 40)} (${script.sourceURL.split('/').at(-1)})`,
        );
      longFrames.push({ ms: duration, scripts: told });
    }
  });
  long.observe({ type: 'long-animation-frame' });
  const frames: number[] = [];
  const reached = (): number => {
    const drawn = document.querySelectorAll('[role="feed"] [data-post]');
    return Number(drawn[drawn.length - 1]?.getAttribute('aria-posinset') ?? 0);
  };
  let elements = 0;
  await new Promise<void>((resolve) => {
    let lastMs: number | undefined;
    function step(nowMs: number): void {
      if (lastMs !== undefined) frames.push(nowMs - lastMs);
      lastMs = nowMs;
      if (frames.length % 60 === 0) {
        elements = Math.max(elements, document.querySelectorAll('*').length);
        if (frames.length >= input.mostFrames || (input.wanted > 0 && reached() >= input.wanted)) {
          resolve();
          return;
        }
      }
      window.scrollBy(0, input.stepPx);
      requestAnimationFrame(step);
    }
    requestAnimationFrame(step);
  });
  shifts.disconnect();
  long.disconnect();
  return { frames, longFrames, shift, elements, posts: reached() };
}
