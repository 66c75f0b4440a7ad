/** Asked for anew after this long, when somebody comes back to the page. */
const askAfterMs = 3_600_000;

export interface UpdateParts {
  readonly container: Pick<ServiceWorkerContainer, 'controller' | 'ready' | 'addEventListener' | 'removeEventListener'>;
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  readonly nowMs: () => number;
  /** A newer version has arrived and waits; `accept` brings it in. */
  readonly offer: (accept: () => void) => void;
  /** Another tab brought it in: files of the version that runs here are gone. */
  readonly replaced: () => void;
  /** Whether the page may start anew without anybody losing anything or noticing. */
  readonly mayReload: () => boolean;
  readonly reload: () => void;
}

/**
 * Watches for newer versions of the app. Nothing is reloaded unless somebody here accepted it, or nobody looks and nothing is being
 * written. Returns a function that ends it.
 */
export function watchUpdates(parts: UpdateParts): () => void {
  const { container, document, nowMs, offer, replaced, mayReload, reload } = parts;
  // On the very first visit the worker takes over a page that is as new as itself.
  let hadWorker = container.controller !== null;
  let accepted = false;
  let ended = false;
  let askedMs = nowMs();
  let registration: ServiceWorkerRegistration | undefined;

  function look(): void {
    const waiting = registration?.waiting;
    if (waiting === null || waiting === undefined || container.controller === null) return;
    offer(() => {
      accepted = true;
      waiting.postMessage('skip-waiting');
    });
  }

  function found(): void {
    registration?.installing?.addEventListener('statechange', look);
  }

  function taken(): void {
    const first = !hadWorker;
    hadWorker = true;
    if (first) return;
    if (accepted || mayReload()) reload();
    else replaced();
  }

  function seen(): void {
    if (document.visibilityState !== 'visible' || nowMs() - askedMs < askAfterMs) return;
    askedMs = nowMs();
    // Offline: next time.
    void registration?.update().catch(() => undefined);
  }

  container.addEventListener('controllerchange', taken);
  document.addEventListener('visibilitychange', seen);
  void container.ready.then((ready) => {
    if (ended) return;
    registration = ready;
    ready.addEventListener('updatefound', found);
    found();
    look();
  });
  return () => {
    ended = true;
    container.removeEventListener('controllerchange', taken);
    document.removeEventListener('visibilitychange', seen);
    registration?.removeEventListener('updatefound', found);
  };
}
