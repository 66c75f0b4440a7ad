import type { Did } from '../protocol/brand.ts';
import type { BlockStore } from '../protocol/ports/block-store.ts';
import type { Clock } from '../protocol/ports/clock.ts';
import type { Verifier } from '../protocol/ports/crypto.ts';
import type { FediverseWeb } from '../protocol/ports/fediverse.ts';
import type {
  AccountLookUp,
  GatewayClient,
  HeadStore,
  HostClient,
  Network,
  NetworkConfiguration,
} from '../protocol/ports/network.ts';
import type { PairingDialler } from '../protocol/ports/pairing.ts';
import type { DeviceStore } from '../protocol/ports/store.ts';
import type { RandomBytes } from './account-keys.ts';
import type { PictureCodec } from './picture-codec.ts';
import type { RecordingProbe } from './recordings/recording-probe.ts';
import type { HtmlToRichText } from './sanitise.ts';
import type { StorageAccess } from './storage-state.ts';
import type { TabChannel } from './tabs.ts';
import type { Timers } from './timers.ts';

/** What the engine needs from the browser; the composition root supplies it, tests supply their own. */
export interface EnginePlatform {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly subtle: SubtleCrypto;
  readonly random: RandomBytes;
  readonly verifier: Verifier;
  readonly htmlToRichText: HtmlToRichText;
  readonly pictures: PictureCodec;
  readonly probeRecording: RecordingProbe;
  /** Base-2 logarithm of scrypt's N for backups; smaller than the default only in tests. */
  readonly workFactor?: number;
  readonly gatewayClient: GatewayClient;
  readonly hostClient: HostClient;
  /** Servers of the fediverse; called once for an account and tab. */
  openFediverse(parts: FediverseParts): FediverseWeb;
  /** Loads the peer-to-peer part and makes the network of an account, not started. Only the leading tab calls it. */
  createNetwork(options: NetworkParts): Promise<Network>;
  /** A node for a device without an account, to get it from another one. */
  createPairingDialler(): Promise<PairingDialler>;
  /** Runs `start` while this tab is the one that leads, and no other account is online; see network/leader.ts. */
  runAsLeader(
    lockName: string,
    start: (signal: AbortSignal) => Promise<{ ended(): Promise<unknown> } | void>,
    options: { readonly signal: AbortSignal },
  ): Promise<void>;
  /** Deletes what is left of accounts that were taken off this device. */
  clearLeftovers?(device: DeviceStore): Promise<void>;
  openChannel(name: string): TabChannel;
  isGateway(origin: string): Promise<boolean>;
  readonly lookUpAccounts: AccountLookUp;
  /** Whether somebody can see this tab now. */
  isVisible(): boolean;
  /** Called when somebody looks at the app again. */
  onFocus(listener: () => void): () => void;
  /** Absent where nothing is known of the browser's storage. */
  readonly storage?: StorageAccess;
  /** False where the browser knows that there is no network; true says little. */
  isOnline(): boolean;
  /** Called when the browser finds a network again. */
  onOnline(listener: () => void): () => void;
  /** What this device is called until somebody names it. */
  readonly deviceName?: string;
  /** A failure of this device that nobody waits for; shown in the console of the developer tools. */
  report(error: unknown): void;
}

export interface FediverseParts {
  /** Origins of the user's own gateways, which may be asked where the browser is not allowed to. */
  gateways(): readonly string[];
  /** Address of the app without fragment: where it comes from this machine, this machine may be asked, too. */
  readonly appBase: string;
  readonly clock: Clock;
  readonly timers: Timers;
}

export interface NetworkParts {
  readonly did: Did;
  readonly device: DeviceStore;
  readonly blocks: BlockStore;
  readonly heads: HeadStore;
  readonly configuration: NetworkConfiguration;
}
