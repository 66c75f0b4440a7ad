import { useEffect, useEffectEvent } from 'react';

/** As long as the component is there, and on top, the browser's way back is `close`. */
export function useBackCloses(close: () => void): void {
  const run = useEffectEvent(close);
  useEffect(() => {
    const covered = import('../app/back-stack.ts').then(({ backStack }) => backStack.cover(() => run()));
    return () =>
      void covered.then(
        (uncover) => uncover(),
        () => undefined,
      );
  }, []);
}
