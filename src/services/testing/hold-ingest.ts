import type { AccountStore } from '../../protocol/ports/store.ts';

/** From now on posts are stored by this device only when `go` was called: reading has begun then, and takes its time. */
export function holdIngest(store: AccountStore): { isHeld(): boolean; go(): void } {
  const { promise: gone, resolve: go } = Promise.withResolvers<void>();
  const { ingest } = store;
  let isHeld = false;
  store.ingest = async (batch) => {
    if (batch.posts.length > 0) {
      isHeld = true;
      await gone;
    }
    return ingest(batch);
  };
  return { isHeld: () => isHeld, go };
}
