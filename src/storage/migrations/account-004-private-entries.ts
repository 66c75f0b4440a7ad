import type { Migration } from './migration.ts';

/** What the devices of an account share and no other store has (bridge-spec section 17). */
export const accountPrivateEntries: Migration = (database) => {
  database.createObjectStore('privateEntries', { keyPath: ['kind', 'id'] });
};
