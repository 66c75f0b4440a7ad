import type { Did, ObjectId } from '../protocol/brand.ts';
import type { Signer } from '../protocol/ports/crypto.ts';
import type { FediverseWeb } from '../protocol/ports/fediverse.ts';
import type { AccountStore, DeviceStore } from '../protocol/ports/store.ts';
import type { Result } from '../protocol/result.ts';
import type { FollowError, Live, Settings } from './app-api.ts';
import type { OfferRequest, OfferState } from './devices/devices-api.ts';
import type { KeyRing } from './key-ring.ts';
import type { RemotePeople } from './fediverse/remote-people.ts';
import type { EnginePlatform } from './platform.ts';
import type { SyncResult } from './read/read-parts.ts';
import type { AuthorService } from './publish/author-service.ts';
import type { ViewParts } from './views/load-posts.ts';

/** What those parts of the engine are made of that load when they are first asked for: desks, and the jobs of the leading tab. */
export interface LaterParts extends Pick<
  EnginePlatform,
  | 'gatewayClient'
  | 'lookUpAccounts'
  | 'workFactor'
  | 'clock'
  | 'timers'
  | 'subtle'
  | 'random'
  | 'verifier'
  | 'htmlToRichText'
  | 'pictures'
  | 'isOnline'
  | 'onOnline'
  | 'report'
> {
  readonly device: DeviceStore;
  openAccount(did: Did): Promise<AccountStore>;
  readonly store: AccountStore;
  readonly signer: Signer;
  /** Take a key from here for each use and keep none. */
  readonly keys: KeyRing;
  readonly author: AuthorService;
  readonly settings: Live<Settings>;
  /** Address of the app without fragment. */
  readonly appBase: string;
  /** What views of people and posts are made from. */
  readonly views: ViewParts;
  /** Asks servers; one for the whole tab, so that its limits hold. */
  readonly web: FediverseWeb;
  readonly remote: RemotePeople;
  /** Adding a device, in whichever tab runs the network. */
  readonly pairing: { readonly offer: Live<OfferState>; ask(request: OfferRequest): Promise<void> };
  /** Reads an account now, followed or not, in whichever tab runs the network. */
  readAccount(did: Did, via: readonly string[]): Promise<SyncResult>;
  /** As the screens follow: Pollen addresses and people on servers. */
  follow(text: string): Promise<Result<Did | ObjectId, FollowError>>;
}
