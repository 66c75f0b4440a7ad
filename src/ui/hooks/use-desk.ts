import { type Answer, useAnswer } from './use-answer.ts';

/** A part of the app that loads at the first call; asked for once, and again after a failure. `name` says which. */
export function useDesk<T>(name: string, open: () => Promise<T>): Answer<T> & { readonly again: () => void } {
  return useAnswer(`desk ${name}`, open, []);
}
