/** What the network needs to know of the place it runs in. */
export interface Environment {
  /** Host name of the page; undefined outside browsers. */
  readonly pageHost?: string;
  isOnline(): boolean;
  /** False while nobody looks: polling waits. */
  isVisible(): boolean;
  /** Called when the device comes online, goes offline, or the page is shown again. Returns an unsubscribe function. */
  onChange(listener: () => void): () => void;
}

/** Always online, always visible: Node, tests. */
export const plainEnvironment: Environment = {
  isOnline: () => true,
  isVisible: () => true,
  onChange: () => () => {},
};

/** The window this code runs in. */
export function createBrowserEnvironment(): Environment {
  return {
    pageHost: location.hostname,
    isOnline: () => navigator.onLine,
    isVisible: () => document.visibilityState === 'visible',
    onChange(listener) {
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      document.addEventListener('visibilitychange', listener);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
        document.removeEventListener('visibilitychange', listener);
      };
    },
  };
}
