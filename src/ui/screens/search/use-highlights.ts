import { type RefObject, useEffect } from 'react';
import type { SearchAnswer } from '../../../services/search/search-api.ts';
import { markedIn } from './highlight.ts';

/** As it stands in the style sheet. */
const name = 'pollen-found';
/** More is not marked: nobody reads it. */
const most = 500;

/**
 * Marks the words that were found, without touching what is drawn (CSS Custom Highlight API); where a browser cannot, nothing is marked.
 */
export function useHighlights(area: RefObject<HTMLElement | null>, marks: SearchAnswer['marks']): void {
  useEffect(() => {
    const { current } = area;
    if (current === null || marks.length === 0 || typeof Highlight === 'undefined') return undefined;
    let frame = 0;
    const mark = (): void => {
      CSS.highlights.set(name, new Highlight(...rangesIn(current, marks)));
    };
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(mark);
    });
    observer.observe(current, { childList: true, subtree: true, characterData: true });
    mark();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(name);
    };
  }, [area, marks]);
}

function rangesIn(element: HTMLElement, marks: SearchAnswer['marks']): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null && ranges.length < most; node = walker.nextNode()) {
    if (node.parentElement?.closest('button, time, [aria-hidden=true]') != null) continue;
    for (const { start, end } of markedIn(node.textContent ?? '', marks)) {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
  }
  return ranges;
}
