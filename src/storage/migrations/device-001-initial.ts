import type { Migration } from './migration.ts';

export const deviceInitial: Migration = (database) => {
  database.createObjectStore('accounts', { keyPath: 'did' });
  database.createObjectStore('deviceKeys');
  database.createObjectStore('values');
};
