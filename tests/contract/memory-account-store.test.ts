import { describe } from 'vitest';
import { createMemoryAccountStore } from './memory-store/memory-account-store.ts';
import { me } from './sample-records.ts';
import { describeIngestPosts } from './store-ingest-posts-suite.ts';
import { describeIngestRest } from './store-ingest-rest-suite.ts';
import type { StoreHarness } from './store-harness.ts';
import { describeOutbox } from './store-outbox-suite.ts';
import { describePrivateState } from './store-private-state-suite.ts';
import { describeTimelines } from './store-timelines-suite.ts';

const harness: StoreHarness = {
  async start() {
    const store = createMemoryAccountStore(me);
    return { store, openAgain: async () => store, end: async () => undefined };
  },
};

// What the property tests of several devices depend on.
describe('AccountStore in memory', () => {
  describeOutbox(harness);
  describeIngestPosts(harness);
  describeIngestRest(harness);
  describeTimelines(harness);
  describePrivateState(harness);
});
