import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import { loadMessages } from '../text/translate.ts';

/** A part of the interface that is loaded when it is first shown, together with its words. */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const [screen] = await Promise.all([load(), loadMessages('screens')]);
    return { default: screen };
  });
}
