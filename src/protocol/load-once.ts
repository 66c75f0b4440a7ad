/**
 * Loads a part of the program when it is first asked for, and hands out the same from then on; a failure is not remembered. `import()`
 * itself looks up anew each time what has to be fetched before, and leaves dozens of URLs behind: too much for what is done for each
 * of thousands of people.
 */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    if (loading === undefined) {
      loading = load();
      loading.catch(() => (loading = undefined));
    }
    return loading;
  };
}
