import { describe } from 'vitest';
import { describeCollections } from './store-collections-suite.ts';
import { describeIngestPosts } from './store-ingest-posts-suite.ts';
import { describeIngestRest } from './store-ingest-rest-suite.ts';
import type { StoreHarness } from './store-harness.ts';
import { describeHeads } from './store-heads-suite.ts';
import { describeJobs } from './store-jobs-suite.ts';
import { describeOutbox } from './store-outbox-suite.ts';
import { describePrivateState } from './store-private-state-suite.ts';
import { describeSearch } from './store-search-suite.ts';
import { describeSuccessions } from './store-successions-suite.ts';
import { describeTimelines } from './store-timelines-suite.ts';

/** What every AccountStore must do. Call it at the top of a test file, once per implementation. */
export function describeAccountStore(name: string, harness: StoreHarness): void {
  describe(`AccountStore over ${name}`, () => {
    describeOutbox(harness);
    describeIngestPosts(harness);
    describeIngestRest(harness);
    describeTimelines(harness);
    describePrivateState(harness);
    describeHeads(harness);
    describeCollections(harness);
    describeJobs(harness);
    describeSuccessions(harness);
    describeSearch(harness);
  });
}
