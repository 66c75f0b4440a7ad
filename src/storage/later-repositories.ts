import type { IpnsName } from '../protocol/brand.ts';
import type { BlockStore } from '../protocol/ports/block-store.ts';
import type { CollectionStore } from '../protocol/ports/collections.ts';
import type { RemoteStore } from '../protocol/ports/fediverse.ts';
import type { JobStore } from '../protocol/ports/jobs.ts';
import type { HeadStore } from '../protocol/ports/network.ts';
import type { SearchStore } from '../protocol/ports/search.ts';
import type { PrivateEntryStore } from '../protocol/ports/private-entries.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import type { SuccessionStore } from '../protocol/ports/succession.ts';
import type { AccountDatabase } from './account/account-database.ts';
import { collectionRepository } from './account/collections.ts';
import { followRepository, type FollowMethods } from './account/follows.ts';
import { jobRepository } from './account/jobs.ts';
import { outboxRepository, type OutboxMethods } from './account/outbox.ts';
import { privateEntryRepository } from './account/private-entries.ts';
import { searchRepository } from './account/search.ts';
import { successionRepository } from './account/successions.ts';
import { remoteRepository } from './account/remote.ts';
import { syncRepository, type SyncMethods } from './account/sync-states.ts';
import { blockRepository } from './content/blocks.ts';
import { headRepository } from './content/heads.ts';

/** What publishing, syncing and importing need of an account's database, and the first screen does not. */
export interface LaterRepositories {
  readonly blocks: BlockStore;
  readonly heads: HeadStore;
  readonly collections: Omit<CollectionStore, 'bookmarked'>;
  readonly jobs: JobStore;
  readonly remote: Omit<RemoteStore, 'follows'>;
  readonly privateEntries: PrivateEntryStore;
  readonly successions: SuccessionStore;
  readonly search: SearchStore;
  readonly outbox: Pick<AccountStore, OutboxMethods>;
  readonly sync: Pick<AccountStore, SyncMethods>;
  readonly follows: Pick<AccountStore, FollowMethods>;
}

export function laterRepositories(database: AccountDatabase, name: IpnsName): LaterRepositories {
  return {
    blocks: blockRepository(database),
    heads: headRepository(database, name),
    collections: collectionRepository(database),
    jobs: jobRepository(database),
    remote: remoteRepository(database),
    privateEntries: privateEntryRepository(database),
    successions: successionRepository(database),
    search: searchRepository(database),
    outbox: outboxRepository(database),
    sync: syncRepository(database),
    follows: followRepository(database),
  };
}
