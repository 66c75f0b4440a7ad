import type { Did, IpnsName } from '../../../src/protocol/brand.ts';
import type { AccountStore, DeviceStore } from '../../../src/protocol/ports/store.ts';
import type { PollenApp } from '../../../src/services/app-api.ts';
import type { CopiedAll } from './copy-all.ts';
import type { Dialled } from './dial-fresh.ts';
import type { diskUse, publishEach } from './disk-use.ts';
import type { fillLargeAccount } from './large-account.ts';
import type { RawPeer } from './raw-peer.ts';
import type { SearchPeer } from './search-peer.ts';
import type { SeedInput } from './seed-account.ts';
import type { Swarm, SwarmInput } from './swarm.ts';

/** What a bench finds in its page. */
export interface BenchPage {
  /** The app as src/main.tsx makes it, on whatever this profile's databases hold. */
  startApp(): Promise<PollenApp>;
  openAccount(did: Did): Promise<AccountStore>;
  openDevice(): Promise<DeviceStore>;
  /** Makes an account whose tree was built elsewhere the current one of this profile; nothing of it is published yet. */
  seedAccount(input: SeedInput): Promise<void>;
  startSwarm(input: SwarmInput): Promise<Swarm>;
  dialFresh(did: Did): Promise<Dialled>;
  copyAll(store: AccountStore, did: Did): Promise<CopiedAll>;
  createRawPeer(): RawPeer;
  nameOfDid(did: Did): IpnsName;
  fillTimeline(store: AccountStore, posts: number, withMedia?: boolean): Promise<void>;
  readonly fillLargeAccount: typeof fillLargeAccount;
  readonly diskUse: typeof diskUse;
  readonly publishEach: typeof publishEach;
  readRaw(databaseName: string, count: number): Promise<{ readonly ms: number; readonly count: number }>;
  fillForSearch(store: AccountStore, posts: number): Promise<void>;
  buildSearchIndex(store: AccountStore): Promise<number>;
  searchQueries(): readonly string[];
  buildSearchPeer(store: AccountStore): Promise<SearchPeer>;
  searchPeer?: SearchPeer;
  /** Benches put here what their next step needs. */
  app?: PollenApp;
  rawPeer?: RawPeer;
  swarm?: Swarm;
}

export interface BenchWindow {
  bench: BenchPage;
}
