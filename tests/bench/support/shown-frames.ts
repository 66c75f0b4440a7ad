// What somebody sees who scrolls with a wheel or a finger: the browser moves the page by itself, on a thread of its own, and shows frames
// whether the page's thread is ready or not.
import type { CDPSession, Page } from 'playwright-core';

export interface ShownFrames {
  /** From one frame on the screen to the next, ms, while it scrolls. */
  readonly frames: readonly number[];
  /** How often the window was looked at, and how often a post in it was not drawn yet. */
  readonly looks: number;
  readonly blanks: number;
  /** CLS. */
  readonly shift: number;
}

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  /** µs. */
  readonly ts: number;
}

const shownCategory = 'disabled-by-default-display.framedisplayed';
const gesturePx = 12_000;
const pxPerSecond = 4_800;
/** At both ends of a stroke it does not scroll yet, or not any more. */
const endsMs = 200;
/** A look needs the page's thread, so not at every frame. */
const framesPerLook = 6;

/** Scrolls on until `isThere`, in long strokes; between two of them nothing counts. */
export async function scrollByWheel(page: Page, devtools: CDPSession, isThere: () => Promise<boolean>): Promise<ShownFrames> {
  await page.evaluate(lookAtPosts, framesPerLook);
  const events: TraceEvent[] = [];
  const collect = ({ value }: { readonly value: object[] }): void => void events.push(...(value as TraceEvent[]));
  devtools.on('Tracing.dataCollected', collect);
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: [shownCategory, 'blink.user_timing'], excludedCategories: ['*'] },
  });
  const { width, height } = page.viewportSize() ?? { width: 390, height: 844 };
  while (!(await isThere())) {
    await page.evaluate(() => performance.mark('stroke from'));
    await devtools.send('Input.synthesizeScrollGesture', {
      x: width / 2,
      y: height / 2,
      yDistance: -gesturePx,
      speed: pxPerSecond,
      gestureSourceType: 'mouse',
      preventFling: true,
    });
  }
  const ended = new Promise<void>((resolve) => void devtools.once('Tracing.tracingComplete', () => resolve()));
  await devtools.send('Tracing.end');
  await ended;
  devtools.off('Tracing.dataCollected', collect);
  const looked = await page.evaluate(() => globalThis.seenByReader ?? { looks: 0, blanks: 0, shift: 0 });
  return { frames: framesOf(events), ...looked };
}

/** While strokes go on; `stroke from` marks when each was asked for. */
function framesOf(events: readonly TraceEvent[]): number[] {
  const at = (name: string): number[] =>
    events
      .filter((event) => event.name === name)
      .map(({ ts }) => ts)
      .toSorted((one, other) => one - other);
  const shown = at('Display::FrameDisplayed');
  const strokeMs = (gesturePx / pxPerSecond) * 1000;
  return at('stroke from').flatMap((from) => {
    const within = shown.filter((ts) => ts >= from + endsMs * 1000 && ts <= from + (strokeMs - endsMs) * 1000);
    return within.slice(1).map((ts, index) => (ts - (within[index] ?? 0)) / 1000);
  });
}

declare global {
  /** In the page. */
  var seenByReader: { looks: number; blanks: number; shift: number } | undefined;
}

/** Runs in the page. */
function lookAtPosts(everyFrames: number): void {
  const seen = { looks: 0, blanks: 0, shift: 0 };
  globalThis.seenByReader = seen;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { readonly value: number }).value;
  }).observe({ type: 'layout-shift' });
  let frame = 0;
  const isBlank = (y: number): boolean => {
    const place = document.elementFromPoint(innerWidth / 2, y);
    return place !== null && place.closest('[role="feed"]') !== null && place.closest('[data-post]') === null;
  };
  function look(): void {
    frame += 1;
    if (frame % everyFrames === 0) {
      seen.looks += 1;
      if ([0.2, 0.5, 0.8].some((share) => isBlank(innerHeight * share))) seen.blanks += 1;
    }
    requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
}
