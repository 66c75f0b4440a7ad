/** Loads something at most once for each key; what could not be loaded is tried again by the next call. */
export function onceBy<Key, T>(load: (key: Key) => Promise<T>): { get(key: Key): Promise<T>; has(key: Key): boolean } {
  const loaded = new Map<Key, Promise<T>>();
  return {
    has: (key) => loaded.has(key),
    get(key) {
      const loading = loaded.get(key) ?? load(key);
      loaded.set(key, loading);
      loading.catch(() => {
        if (loaded.get(key) === loading) loaded.delete(key);
      });
      return loading;
    },
  };
}
