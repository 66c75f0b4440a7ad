import { useEffect, useState } from 'react';

/** True when the component has been there for `delayMs`: what is quick shows no skeleton. */
export function useDelayed(delayMs = 300): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), delayMs);
    return () => clearTimeout(timer);
  }, [delayMs]);
  return over;
}
