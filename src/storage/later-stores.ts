import type { IpnsName } from '../protocol/brand.ts';
import { loadOnce } from '../protocol/load-once.ts';
import type { AccountDatabase } from './account/account-database.ts';
import type { LaterRepositories } from './later-repositories.ts';

/** All their methods, each of which answers with a promise. */
const methods: { readonly [Part in keyof LaterRepositories]: Readonly<Record<keyof LaterRepositories[Part], true>> } = {
  blocks: { get: true, getMany: true, has: true, putMany: true, deleteMany: true },
  heads: { get: true, getMany: true, accept: true },
  collections: { lists: true, members: true, putLists: true, bookmarks: true, bookmarkRecords: true, putBookmarks: true },
  jobs: {
    jobs: true,
    job: true,
    put: true,
    update: true,
    putRows: true,
    rows: true,
    counts: true,
    file: true,
    putFile: true,
    deleteRows: true,
    delete: true,
  },
  remote: {
    followsOf: true,
    putFollows: true,
    readState: true,
    readStatesOf: true,
    readStates: true,
    putReadStates: true,
    remember: true,
    prunePosts: true,
  },
  privateEntries: { all: true, get: true, put: true },
  search: {
    manifest: true,
    segments: true,
    keys: true,
    dead: true,
    commit: true,
    clear: true,
    changes: true,
    changeCount: true,
    postsAfter: true,
    peopleAfter: true,
  },
  successions: { get: true, all: true, accept: true, noteAsked: true },
  outbox: {
    addOwn: true,
    removeWaiting: true,
    outboxWaiting: true,
    waitingKeys: true,
    outboxRecords: true,
    nextDueMs: true,
    markPublished: true,
    outboxCount: true,
    outboxFor: true,
    adoptOwn: true,
  },
  sync: { syncState: true, syncStates: true, putSyncState: true },
  follows: { followOf: true, putFollow: true },
};

/**
 * The parts of an account's store that the first screen does without: their code loads at the first call of any method.
 */
export function laterStores(database: AccountDatabase, name: IpnsName): LaterRepositories {
  const load = loadOnce(async () => (await import('./later-repositories.ts')).laterRepositories(database, name));
  const partOf = <Part extends keyof LaterRepositories>(part: Part): LaterRepositories[Part] =>
    Object.fromEntries(
      Object.keys(methods[part]).map((method) => [
        method,
        async (...request: readonly unknown[]): Promise<unknown> => {
          const { [part]: repository } = await load();
          const run: unknown = Reflect.get(repository, method);
          if (typeof run !== 'function') throw new TypeError(`no ${method} in ${part}`);
          return Reflect.apply(run, repository, request);
        },
      ]),
    ) as unknown as LaterRepositories[Part];

  return {
    blocks: partOf('blocks'),
    heads: partOf('heads'),
    collections: partOf('collections'),
    jobs: partOf('jobs'),
    remote: partOf('remote'),
    privateEntries: partOf('privateEntries'),
    successions: partOf('successions'),
    search: partOf('search'),
    outbox: partOf('outbox'),
    sync: partOf('sync'),
    follows: partOf('follows'),
  };
}
