import type { Migration } from './migration.ts';

/** Every index costs about a tenth of a put: each one here is read, and leaves out what its reader does not want. */
export const accountInitial: Migration = (database) => {
  const posts = database.createObjectStore('posts', { keyPath: 'id' });
  posts.createIndex('home', ['home', 'atMs', 'id']);
  posts.createIndex('author', ['author', 'atMs', 'id']);
  posts.createIndex('inReplyTo', ['inReplyTo', 'atMs', 'id']);

  const reactions = database.createObjectStore('reactions', { keyPath: ['objectId', 'type', 'actor'] });
  reactions.createIndex('id', 'id');
  database.createObjectStore('undone', { keyPath: ['id', 'actor'] });

  const outbox = database.createObjectStore('outbox', { keyPath: 'rkey' });
  outbox.createIndex('objectId', 'objectId');
  outbox.createIndex('due', 'dueMs');

  const notifications = database.createObjectStore('notifications', { keyPath: 'id' });
  notifications.createIndex('atMs', ['atMs', 'id']);
  notifications.createIndex('unread', 'unread');

  database.createObjectStore('people', { keyPath: 'id' });
  database.createObjectStore('follows', { keyPath: 'did' });
  database.createObjectStore('moderation', { keyPath: ['target', 'kind'] });
  database.createObjectStore('sync', { keyPath: 'did' });
  database.createObjectStore('drafts', { keyPath: 'id' });
  database.createObjectStore('media', { keyPath: 'digest' });
  database.createObjectStore('values');
  database.createObjectStore('blocks');
  database.createObjectStore('heads', { keyPath: 'name' });
};
