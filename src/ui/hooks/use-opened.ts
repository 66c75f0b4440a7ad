import { useState } from 'react';

/** What the reader has opened or unfolded since the page was loaded, by names like `warning <id>`; the oldest of many are forgotten. */
const opened = new Map<string, boolean>();
const most = 1000;

/** A choice that lasts until the page is closed, although the post leaves the page whenever it is far from the window. */
export function useOpened(name: string): readonly [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(() => opened.get(name) === true);
  function choose(next: boolean): void {
    opened.delete(name);
    if (next) opened.set(name, true);
    const oldest = opened.keys().next();
    if (opened.size > most && oldest.done !== true) opened.delete(oldest.value);
    setOpen(next);
  }
  return [open, choose];
}
