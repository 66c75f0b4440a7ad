import { useEffect, useEffectEvent } from 'react';
import { useApp } from '../app/interface.tsx';

/** Runs when something of these topics changed on this device: at once, then at most every 250 ms while changes rain. */
export function useChanges(topics: readonly string[], onChange: () => void): void {
  const app = useApp();
  const run = useEffectEvent(onChange);
  const wanted = topics.join(' ');
  useEffect(() => {
    const names = wanted.split(' ');
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waiting = false;
    function open(): void {
      timer = undefined;
      if (waiting) fire();
    }
    function fire(): void {
      waiting = false;
      run();
      timer = setTimeout(open, 250);
    }
    const stop = app.changes((changed) => {
      if (!names.some((name) => changed.has(name))) return;
      if (timer === undefined) fire();
      else waiting = true;
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [app, wanted]);
}
