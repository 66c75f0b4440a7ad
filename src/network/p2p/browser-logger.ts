import type { ComponentLogger, Logger } from '@libp2p/interface';

const silent: Logger = Object.assign(() => undefined, {
  error: () => undefined,
  trace: () => undefined,
  newScope: () => silent,
  enabled: false,
});

/**
 * libp2p's own logger looks, for each of the node's fifty parts, at what the browser is and what is to be said, while the node is made and
 * the first screen stands. Nobody hears it, unless the library's switch (`debug` in localStorage) says so: then undefined, for the library's own.
 */
export function browserLogger(): ComponentLogger | undefined {
  return localStorage.getItem('debug') === null ? { forComponent: () => silent } : undefined;
}
