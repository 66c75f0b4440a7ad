import { accountInitial } from './account-001-initial.ts';
import { accountFediverse } from './account-002-fediverse.ts';
import { accountPrivateEntries } from './account-004-private-entries.ts';
import { accountMediaUse } from './account-005-media-use.ts';
import { accountWaiting } from './account-006-waiting.ts';
import { accountSearch } from './account-007-search.ts';
import type { Migration } from './migration.ts';

/**
 * Steps of an account's database; its version is their number, which stands in account-version.ts: they are loaded when a database is
 * made or older, which is rare.
 */
export const accountMigrations: readonly Migration[] = [
  accountInitial,
  accountFediverse,
  accountPrivateEntries,
  accountMediaUse,
  accountWaiting,
  accountSearch,
];
