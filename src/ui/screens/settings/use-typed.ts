import { useEffect, useState } from 'react';

/** What stands in the fields of Settings until the screen is left: in another language it is drawn anew, and nothing typed may go. */
const typed = new Map<string, unknown>();

/** The interface is about to be drawn anew in another language, or has just been. */
export const switching = { language: false };

/** A field of Settings by its name; `initial` is what it begins with when nothing was typed before. */
export function useTyped<T>(field: string, initial: () => T): readonly [value: T, change: (next: T) => void] {
  const [value, setValue] = useState<T>(() => (typed.has(field) ? (typed.get(field) as T) : initial()));
  function change(next: T): void {
    typed.set(field, next);
    setValue(next);
  }
  return [value, change];
}

/** Lets go of what was typed when the screen is left for another one. */
export function useForgetTyped(): void {
  useEffect(
    () => () => {
      if (!switching.language) typed.clear();
    },
    [],
  );
}
