import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import { loadMessages, type Part } from '../text/translate.ts';

/** A file of the app could not be had: it was never needed on this device, and there is no network. */
export class PartMissingError extends Error {
  constructor(cause: unknown) {
    super('a part of the app could not be loaded', { cause });
    this.name = 'PartMissingError';
  }
}

/** A part of the interface that is loaded when it is first shown, together with its words. */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  words: Exclude<Part, 'first'> = 'screens',
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    try {
      const [screen] = await Promise.all([load(), loadMessages(words)]);
      return { default: screen };
    } catch (error) {
      throw new PartMissingError(error);
    }
  });
}
