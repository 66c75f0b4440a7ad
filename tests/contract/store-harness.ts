import type { AccountStore } from '../../src/protocol/ports/store.ts';

/** How the suites get at an implementation of AccountStore. Each call of `start` is a device with nothing on it. */
export interface StoreHarness {
  start(): Promise<StoreUnderTest>;
}

export interface StoreUnderTest {
  readonly store: AccountStore;
  /** The same account opened once more, as another tab would. */
  openAgain(): Promise<AccountStore>;
  end(): Promise<void>;
}
