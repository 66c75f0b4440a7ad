import { describe, expect, it } from 'vitest';
import { largest, moved, swipeOf, unzoomed, zoomAt } from './zoom.ts';

const picture = { width: 300, height: 200 };
const stage = { width: 300, height: 600 };

describe('magnifying', () => {
  it('keeps what is under the fingers there', () => {
    const zoom = zoomAt(unzoomed, 4, { x: 50, y: 0 }, picture, stage);
    expect(zoom).toEqual({ scale: 4, x: -150, y: 0 });
    // The point of the picture that was at 50 is still at 50.
    expect(12.5 * 4 + zoom.x + 150).toBe(50);
  });

  it('never goes below the whole picture or beyond its largest', () => {
    expect(zoomAt(unzoomed, 0.1, { x: 9, y: 9 }, picture, stage)).toEqual(unzoomed);
    expect(zoomAt(unzoomed, 1000, { x: 0, y: 0 }, picture, stage).scale).toBe(largest);
  });

  it('never shows what is beside the picture where there is more of it', () => {
    const zoom = zoomAt(unzoomed, 2, { x: 0, y: 0 }, picture, stage);
    expect(moved(zoom, 1000, 1000, picture, stage)).toEqual({ scale: 2, x: 150, y: 0 });
    expect(moved(unzoomed, 40, 40, picture, stage)).toEqual(unzoomed);
  });
});

describe('swipes', () => {
  it.each([
    [-80, 5, false, 'next'],
    [80, 5, false, 'previous'],
    [-80, 5, true, 'previous'],
    [10, 140, false, 'close'],
    [10, -140, false, undefined],
    [30, 3, false, undefined],
    [60, 70, false, undefined],
  ] as const)('by %i, %i (right-to-left %s) mean %s', (x, y, isRightToLeft, meant) => {
    expect(swipeOf(x, y, isRightToLeft)).toBe(meant);
  });
});
