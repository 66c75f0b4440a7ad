/**
 * Opens a post by a click or tap anywhere on it, as people know it from other clients. What can be operated by itself keeps its clicks, and
 * so do words that are being selected. Returns what ends it.
 */
export function openPostsByClick(document: Document): () => void {
  function onClick(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || !(event.target instanceof Element)) return;
    const nearest = event.target.closest<HTMLElement>(operated);
    if (nearest?.dataset['post'] === undefined || document.getSelection()?.type === 'Range') return;
    const link = nearest.querySelector<HTMLAnchorElement>('a[data-action="open"]');
    // The post that the page is about is open already.
    if (link === null || link.href === document.location.href) return;
    const { ctrlKey, metaKey, shiftKey } = event;
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
  }
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}

/** What has something of its own to do; of everything else in a post, the post itself is nearest. */
const operated = 'a, button, input, label, select, textarea, summary, audio, video, [role], [tabindex]';
