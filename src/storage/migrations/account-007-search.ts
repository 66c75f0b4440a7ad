import type { Migration } from './migration.ts';

/**
 * The full-text index and what has changed since. The queue has numbers of its own and no index: what is worked off leaves by key. The
 * posts that are here already are not written into it, the indexer walks over them.
 */
export const accountSearch: Migration = (database) => {
  database.createObjectStore('searchIndex');
  database.createObjectStore('searchQueue', { autoIncrement: true });
};
