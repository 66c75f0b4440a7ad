import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { moved, type Size, swipeOf, unzoomed, type Zoom, zoomAt } from './zoom.ts';

interface Finger {
  readonly x: number;
  readonly y: number;
}

/** Pinch, wheel, double tap and drag on a stage with one picture in it. `onSwipe` is told of swipes while it is not magnified. */
export function useZoom(
  stage: RefObject<HTMLElement | null>,
  onSwipe: (to: 'next' | 'previous' | 'close') => void,
): { readonly zoom: Zoom; readonly magnify: (factor: number) => void; readonly reset: () => void } {
  const [zoom, setZoom] = useState(unzoomed);
  const fingers = useRef(new Map<number, Finger>());
  const way = useRef({ x: 0, y: 0, wasSeveral: false });
  const swiped = useEffectEvent(onSwipe);
  const current = useEffectEvent(() => zoom);

  useEffect(() => {
    const element = stage.current;
    if (element === null) return undefined;
    const sizes = (): readonly [Size, Size] => {
      const picture = element.querySelector('img');
      return [
        { width: picture?.clientWidth ?? 0, height: picture?.clientHeight ?? 0 },
        { width: element.clientWidth, height: element.clientHeight },
      ];
    };
    const fromMiddle = ({ x, y }: Finger): Finger => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: x - left - width / 2, y: y - top - height / 2 };
    };

    function onWheel(event: WheelEvent): void {
      event.preventDefault();
      const at = fromMiddle({ x: event.clientX, y: event.clientY });
      setZoom((now) => zoomAt(now, Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), at, ...sizes()));
    }
    function onDown(event: PointerEvent): void {
      if (event.target instanceof Element && event.target.closest('button, a, video') !== null) return;
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      element?.setPointerCapture(event.pointerId);
      way.current = fingers.current.size > 1 ? { ...way.current, wasSeveral: true } : { x: 0, y: 0, wasSeveral: false };
    }
    function onMove(event: PointerEvent): void {
      const before = fingers.current.get(event.pointerId);
      if (before === undefined) return;
      const now = { x: event.clientX, y: event.clientY };
      const [other] = [...fingers.current].flatMap(([id, finger]) => (id === event.pointerId ? [] : [finger]));
      fingers.current.set(event.pointerId, now);
      if (other !== undefined) {
        const factor = distance(now, other) / Math.max(1, distance(before, other));
        const at = fromMiddle({ x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
        setZoom((zoomed) => zoomAt(zoomed, factor, at, ...sizes()));
        return;
      }
      way.current = { ...way.current, x: way.current.x + now.x - before.x, y: way.current.y + now.y - before.y };
      setZoom((zoomed) => moved(zoomed, now.x - before.x, now.y - before.y, ...sizes()));
    }
    function onUp(event: PointerEvent): void {
      if (!fingers.current.delete(event.pointerId) || fingers.current.size > 0) return;
      const { x, y, wasSeveral } = way.current;
      const isRightToLeft = document.documentElement.dir === 'rtl';
      const meant = wasSeveral || current().scale > 1 ? undefined : swipeOf(x, y, isRightToLeft);
      if (meant !== undefined && event.type === 'pointerup') swiped(meant);
    }
    function onDouble(event: MouseEvent): void {
      const at = fromMiddle({ x: event.clientX, y: event.clientY });
      setZoom((now) => (now.scale > 1 ? unzoomed : zoomAt(now, 2.5, at, ...sizes())));
    }

    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
    element.addEventListener('dblclick', onDouble);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
      element.removeEventListener('dblclick', onDouble);
    };
  }, [stage]);

  const magnify = (factor: number): void => {
    const element = stage.current;
    const picture = element?.querySelector('img');
    if (element === null || picture === null || picture === undefined) return;
    const sizes: [Size, Size] = [
      { width: picture.clientWidth, height: picture.clientHeight },
      { width: element.clientWidth, height: element.clientHeight },
    ];
    setZoom((now) => zoomAt(now, factor, { x: 0, y: 0 }, ...sizes));
  };
  return { zoom, magnify, reset: () => setZoom(unzoomed) };
}

const distance = (one: Finger, other: Finger): number => Math.hypot(one.x - other.x, one.y - other.y);
