import { accountInitial } from './account-001-initial.ts';
import { accountFediverse } from './account-002-fediverse.ts';
import { accountPrivateEntries } from './account-004-private-entries.ts';
import { accountMediaUse } from './account-005-media-use.ts';
import { accountWaiting } from './account-006-waiting.ts';
import { accountSearch } from './account-007-search.ts';
import { deviceInitial } from './device-001-initial.ts';
import type { Migration } from './migration.ts';

/** Steps of the device database `pollen`; its version is their number. */
export const deviceMigrations: readonly Migration[] = [deviceInitial];

/** Steps of an account's database; its version is their number. */
export const accountMigrations: readonly Migration[] = [
  accountInitial,
  accountFediverse,
  accountPrivateEntries,
  accountMediaUse,
  accountWaiting,
  accountSearch,
];
