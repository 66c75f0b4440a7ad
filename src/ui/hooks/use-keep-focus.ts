import { type RefCallback, useCallback } from 'react';

const focusable = 'a[href], button:not([hidden]), input, select, textarea, [tabindex="0"]';

/**
 * For the element around a list whose rows go away when something is done about them: the focus that would be lost with a row goes on
 * to what comes next in the element, else to what was before it, else to the title of the screen.
 */
export function useKeepFocus(): RefCallback<HTMLElement> {
  return useCallback((area) => {
    if (area === null) return undefined;
    let last: Element | undefined;
    let order: readonly HTMLElement[] = [];

    function remember({ target }: FocusEvent): void {
      last = target instanceof Element ? target : undefined;
      order = [...(area?.querySelectorAll<HTMLElement>(focusable) ?? [])];
    }

    function keep(): void {
      // A dialog gives the focus back itself, or has it.
      if (last === undefined || last.isConnected || document.activeElement !== document.body) return;
      const place = order.findIndex((element) => element === last);
      const next = order.slice(place + 1).find((element) => element.isConnected);
      const before = order.slice(0, Math.max(0, place)).findLast((element) => element.isConnected);
      last = undefined;
      (next ?? before ?? document.querySelector<HTMLElement>('main h1'))?.focus();
    }

    const changes = new MutationObserver(keep);
    changes.observe(area, { childList: true, subtree: true });
    area.addEventListener('focusin', remember);
    return () => {
      changes.disconnect();
      area.removeEventListener('focusin', remember);
    };
  }, []);
}
