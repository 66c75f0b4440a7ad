import { type RefObject, useEffect, useEffectEvent } from 'react';

/** Arrow keys go from button to button within what is marked `data-grid`; Escape closes. */
export function useGridKeys(area: RefObject<HTMLElement | null>, onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const element = area.current;
    function hear(event: KeyboardEvent): void {
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        close();
        return;
      }
      const from = event.target;
      const grid = from instanceof HTMLButtonElement ? from.closest('[data-grid]') : null;
      if (!(from instanceof HTMLButtonElement) || grid === null) return;
      const next = neighbour([...grid.querySelectorAll('button')], from, event.key);
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    }
    element?.addEventListener('keydown', hear);
    return () => element?.removeEventListener('keydown', hear);
  }, [area]);
}

function neighbour(buttons: readonly HTMLButtonElement[], from: HTMLButtonElement, key: string): HTMLButtonElement | undefined {
  const place = buttons.indexOf(from);
  const ahead = getComputedStyle(from).direction === 'rtl' ? -1 : 1;
  if (key === 'ArrowRight') return buttons[place + ahead];
  if (key === 'ArrowLeft') return buttons[place - ahead];
  if (key === 'Home') return buttons[0];
  if (key === 'End') return buttons.at(-1);
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined;
  const { left, top } = from.getBoundingClientRect();
  const isNext = (button: HTMLButtonElement): boolean => {
    const there = button.getBoundingClientRect();
    return Math.abs(there.left - left) < 12 && (key === 'ArrowDown' ? there.top > top + 4 : there.top < top - 4);
  };
  return key === 'ArrowDown' ? buttons.slice(place + 1).find(isNext) : buttons.slice(0, place).findLast(isNext);
}
