/** How a picture lies in its stage: magnified, and moved from the middle, px. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const unzoomed: Zoom = { scale: 1, x: 0, y: 0 };
export const largest = 8;

/** Magnifies so that what is at a point (from the middle of the stage, px) stays there; never beyond its bounds. */
export function zoomAt(
  zoom: Zoom,
  factor: number,
  at: { readonly x: number; readonly y: number },
  picture: Size,
  stage: Size,
): Zoom {
  const scale = Math.min(largest, Math.max(1, zoom.scale * factor));
  const ratio = scale / zoom.scale;
  return within({ scale, x: at.x - (at.x - zoom.x) * ratio, y: at.y - (at.y - zoom.y) * ratio }, picture, stage);
}

export const moved = (zoom: Zoom, x: number, y: number, picture: Size, stage: Size): Zoom =>
  within({ scale: zoom.scale, x: zoom.x + x, y: zoom.y + y }, picture, stage);

/** No edge of a picture comes further in than to the edge of the stage; a picture smaller than the stage lies in the middle. */
function within({ scale, x, y }: Zoom, picture: Size, stage: Size): Zoom {
  const room = (inner: number, outer: number): number => Math.max(0, (inner * scale - outer) / 2);
  const [roomX, roomY] = [room(picture.width, stage.width), room(picture.height, stage.height)];
  return { scale, x: Math.min(roomX, Math.max(-roomX, x)), y: Math.min(roomY, Math.max(-roomY, y)) };
}

/** What a finger meant that moved by so much over a picture that is not magnified: `next` is towards the end of the line. */
export function swipeOf(x: number, y: number, isRightToLeft: boolean): 'next' | 'previous' | 'close' | undefined {
  if (y > 90 && y > 1.5 * Math.abs(x)) return 'close';
  if (Math.abs(x) < 50 || Math.abs(x) < 1.2 * Math.abs(y)) return undefined;
  return x < 0 !== isRightToLeft ? 'next' : 'previous';
}
