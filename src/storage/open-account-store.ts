import type { Did, IpnsName } from '../protocol/brand.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import type { AccountDatabase } from './account/account-database.ts';
import type { AccountSchema } from './account/account-schema.ts';
import { bookmarkReadings } from './account/bookmarked.ts';
import { draftRepository } from './account/drafts.ts';
import { mediaReadings } from './account/media-readings.ts';
import { notificationRepository } from './account/notifications.ts';
import { outboxReadings } from './account/outbox-readings.ts';
import { peopleRepository } from './account/people.ts';
import { postRepository } from './account/posts.ts';
import { remoteFollowReadings } from './account/remote-follows.ts';
import { tallyRepository } from './account/tallies.ts';
import { valueRepository } from './account/values.ts';
import { createChanges } from './changes.ts';
import type { OpenOptions } from './database.ts';
import { openDatabase } from './database.ts';
import { laterStores } from './later-stores.ts';
import type { FindMedia } from './media/media-finder.ts';
import { accountVersion } from './migrations/account-version.ts';

export interface AccountStoreOptions extends OpenOptions {
  /** The account's IPNS name, from its AccountRecord. Without it the conversion of `did` is loaded first. */
  readonly name?: IpnsName;
  /** Loads what finds media beside the page; without it they are read by the page. */
  readonly loadFindMedia?: () => Promise<FindMedia>;
}

/** Opens everything of one account on this device: the database `pollen-<IPNS name>`. Rejects with the errors of errors.ts. */
export async function openAccountStore(did: Did, options: AccountStoreOptions = {}): Promise<AccountStore> {
  const name = options.name ?? (await import('../protocol/identity/ids.ts')).didToIpnsName(did);
  const databaseName = `pollen-${name}`;
  const changes = createChanges(databaseName);
  const makeRoom = async (): Promise<boolean> => {
    const { freeRoom, roomForOneMoreTry } = await import('./room/free-room.ts');
    return (await freeRoom({ ...database, write: database.writeOnce }, did, roomForOneMoreTry)) > 0;
  };
  const database: AccountDatabase = await openDatabase<AccountSchema>(
    databaseName,
    { version: accountVersion, load: async () => (await import('./migrations/versions.ts')).accountMigrations },
    { makeRoom, ...options },
    changes.announce,
  ).catch((error: unknown) => {
    changes.close();
    throw error;
  });
  const { outbox, sync, follows, collections, remote, ...later } = laterStores(database, name);
  return {
    did,
    room: {
      measure: async () => (await import('./room/measure-room.ts')).measureRoom(database, did),
      free: async (bytes) => (await import('./room/free-room.ts')).freeRoom(database, did, bytes),
    },
    ...later,
    ...outbox,
    ...sync,
    ...follows,
    collections: { ...bookmarkReadings(database), ...collections },
    remote: { ...remoteFollowReadings(database), ...remote },
    ...outboxReadings(database),
    ...postRepository(database),
    ...tallyRepository(database),
    ...peopleRepository(database),
    ...notificationRepository(database),
    ...draftRepository(database),
    ...mediaReadings(database, databaseName, options.loadFindMedia),
    ...valueRepository(database),
    onChange: changes.listen,
    close() {
      changes.close();
      database.close();
    },
  };
}
