import type { ComponentLogger, Logger } from '@libp2p/interface';

const silent: Logger = Object.assign(() => undefined, {
  error: () => undefined,
  trace: () => undefined,
  newScope: () => silent,
  enabled: false,
});

/**
 * libp2p's own logger looks, for each of the node's fifty parts, at what the browser is and what is to be said: half of the time in which
 * the node is made. Nobody hears it, unless the library's switch (`debug` in localStorage) says so: then undefined, for the library's own.
 */
export function browserLogger(): ComponentLogger | undefined {
  return localStorage.getItem('debug') === null ? { forComponent: () => silent } : undefined;
}
