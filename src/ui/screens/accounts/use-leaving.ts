import { useEffect, useRef, useState } from 'react';
import { useApp } from '../../app/interface.tsx';
import { letItLeave } from './let-it-leave.ts';

/**
 * Beyond the time to take a post back: as long as a slow device and a busy gateway may need, ms. What has not left by then waits until the
 * account is opened again; whoever cannot wait says so.
 */
const sendingMs = 30_000;

export interface Leaving {
  /** The open account still has something to send. */
  readonly waiting: boolean;
  /** Lets it send what it has, then goes. Rejects as `go` does. */
  leave(go: () => Promise<void>): Promise<void>;
  /** Goes at once. */
  goNow(): void;
}

/** Leaving the open account: what was just written goes first, for as long as somebody likes to wait. */
export function useLeaving(): Leaving {
  const app = useApp();
  const [waiting, setWaiting] = useState(false);
  const going = useRef<AbortController>(undefined);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
      going.current?.abort();
    };
  }, []);
  return {
    waiting,
    goNow: () => going.current?.abort(),
    async leave(go) {
      const now = new AbortController();
      going.current = now;
      const limitMs = app.settings.get().undoSeconds * 1000 + sendingMs;
      try {
        await letItLeave(app, {
          signal: AbortSignal.any([now.signal, AbortSignal.timeout(limitMs)]),
          onWaiting: () => setWaiting(true),
        });
        // Closed while it waited: somebody thought better of it.
        if (isShown.current) await go();
      } finally {
        setWaiting(false);
      }
    },
  };
}
