import type { Migration } from './migration.ts';

/** Reading people on servers, lists, bookmarks, and jobs that survive a reload. */
export const accountFediverse: Migration = (database) => {
  database.createObjectStore('remoteFollows', { keyPath: 'id' });
  database.createObjectStore('remoteReads', { keyPath: 'id' });
  database.createObjectStore('lists', { keyPath: 'id' });
  database.createObjectStore('listMembers', { keyPath: ['list', 'member'] });
  const bookmarks = database.createObjectStore('bookmarks', { keyPath: 'id' });
  bookmarks.createIndex('shown', ['shownMs', 'id']);
  database.createObjectStore('jobs', { keyPath: 'id' });
  const rows = database.createObjectStore('jobRows', { keyPath: ['job', 'index'] });
  rows.createIndex('state', ['job', 'state', 'index']);
  database.createObjectStore('jobFiles');
};
