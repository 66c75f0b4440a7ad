import type { Did, IpnsName } from '../protocol/brand.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import type { AccountDatabase } from './account/account-database.ts';
import type { AccountSchema } from './account/account-schema.ts';
import { collectionRepository } from './account/collections.ts';
import { draftRepository } from './account/drafts.ts';
import { jobRepository } from './account/jobs.ts';
import { mediaRepository } from './account/media.ts';
import { notificationRepository } from './account/notifications.ts';
import { outboxRepository } from './account/outbox.ts';
import { peopleRepository } from './account/people.ts';
import { postRepository } from './account/posts.ts';
import { privateEntryRepository } from './account/private-entries.ts';
import { remoteRepository } from './account/remote.ts';
import { successionRepository } from './account/successions.ts';
import { syncRepository } from './account/sync-states.ts';
import { tallyRepository } from './account/tallies.ts';
import { valueRepository } from './account/values.ts';
import { createChanges } from './changes.ts';
import { blockRepository } from './content/blocks.ts';
import { headRepository } from './content/heads.ts';
import type { OpenOptions } from './database.ts';
import { openDatabase } from './database.ts';
import { accountMigrations } from './migrations/versions.ts';

export interface AccountStoreOptions extends OpenOptions {
  /** The account's IPNS name, from its AccountRecord. Without it the conversion of `did` is loaded first. */
  readonly name?: IpnsName;
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
    accountMigrations,
    { makeRoom, ...options },
    changes.announce,
  ).catch((error: unknown) => {
    changes.close();
    throw error;
  });
  return {
    did,
    room: {
      measure: async () => (await import('./room/measure-room.ts')).measureRoom(database, did),
      free: async (bytes) => (await import('./room/free-room.ts')).freeRoom(database, did, bytes),
    },
    blocks: blockRepository(database),
    heads: headRepository(database, name),
    remote: remoteRepository(database),
    collections: collectionRepository(database),
    privateEntries: privateEntryRepository(database),
    jobs: jobRepository(database),
    successions: successionRepository(database),
    ...outboxRepository(database),
    ...postRepository(database),
    ...tallyRepository(database),
    ...peopleRepository(database),
    ...syncRepository(database),
    ...notificationRepository(database),
    ...draftRepository(database),
    ...mediaRepository(database),
    ...valueRepository(database),
    onChange: changes.listen,
    close() {
      changes.close();
      database.close();
    },
  };
}
