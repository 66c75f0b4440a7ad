/**
 * Ends the present task of the page: what somebody typed or tapped, and what is to be drawn, comes before the rest. Much work goes in
 * pieces with this between them, so that a slow device answers meanwhile.
 */
export function pause(): Promise<void> {
  const { scheduler } = globalThis as { readonly scheduler?: { yield?(): Promise<void> } };
  if (typeof scheduler?.yield === 'function') return scheduler.yield();
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
