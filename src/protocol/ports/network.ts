import type { CID } from 'multiformats/cid';
import type { Did, IpnsName, ObjectId } from '../brand.ts';
import type { Result } from '../result.ts';
import type { Block } from './block-store.ts';
import type { Signer } from './crypto.ts';
import type { PairingChannel, PairingDoor } from './pairing.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface TransferOptions extends CallOptions {
  /** Told how many bytes have come, as they come and before they are checked. */
  readonly onBytes?: (count: number) => void;
}

/** A validated IPNS record: who published which root, and when. Sequence is time-based and never goes back. */
export interface Head {
  readonly name: IpnsName;
  readonly sequence: bigint;
  readonly root: CID;
  /** The signed record (protobuf, <= 10 KiB); anybody may announce it again while it is valid. */
  readonly record: Uint8Array;
  /** End of validity, ms since the epoch. An expired head is shown as "last known", never dropped. */
  readonly validUntilMs: number;
}

/** How far an announcement got. None of the ways is fatal. */
export interface AnnounceReport {
  readonly gossipPeers: number;
  readonly gateways: readonly { readonly origin: string; readonly ok: boolean; readonly reason?: string }[];
}

/** One way to reach an account's bytes, best first: browsers over WebRTC, then gateways over HTTP. */
export type SourceKind = 'webrtc' | 'relayed' | 'gateway';

/** Somebody who has (parts of) an account's tree. Every block that comes back has been checked against its CID. */
export interface Source {
  readonly kind: SourceKind;
  /** Peer id or gateway origin, for display under Details. */
  readonly label: string;
  /**
   * All blocks along each path below `root` (directories and the file's own blocks), as far as the source has them, minus the
   * blocks that also lie along the same path below `have`. Verified: each block is reachable from `root` by hashes.
   */
  fetchPaths(
    root: CID,
    paths: readonly string[],
    options?: TransferOptions & { readonly have?: CID },
  ): Promise<Result<Block[], SourceError>>;
  /** The wanted blocks that the source has, hash-checked, any order. At most 256 asked at once. */
  fetchBlocks(cids: readonly CID[], options?: TransferOptions): Promise<Result<Block[], SourceError>>;
  /**
   * Root of the tree that a gateway has completely and serves for the account now; older than the account's head when nobody could
   * bring it the head's. Nobody has signed this: the documents in the tree are what can be checked. Undefined: it keeps none.
   */
  servedRoot?(name: IpnsName, options?: CallOptions): Promise<CID | undefined>;
}

export type SourceError =
  | { readonly type: 'unreachable'; readonly reason: string }
  | { readonly type: 'wrong-data'; readonly reason: string }
  | { readonly type: 'timed-out' }
  | { readonly type: 'aborted' };

/** Plain-word states of the connection chip (look and feel). */
export type ConnectionState = 'offline' | 'looking' | 'only-this-device' | 'few' | 'well';

export interface ConnectionStatus {
  readonly state: ConnectionState;
  /** Connected peers with a direct (WebRTC) connection. */
  readonly directPeers: number;
  /** Gateways whose relay is connected right now. */
  readonly gateways: readonly { readonly origin: string; readonly connected: boolean }[];
  readonly peerId?: string;
  readonly connections: readonly { readonly peerId: string; readonly address: string; readonly direct: boolean }[];
}

export interface NetworkConfiguration {
  /** Gateway origins, e.g. `http://localhost:8787`. Empty is allowed. */
  readonly gateways: readonly string[];
  /** ICE servers as URLs (`stun:…`); undefined = the gateways' own STUN. */
  readonly iceServers?: readonly string[];
  /** "Hide my address": no peer-to-peer, HTTP only. */
  readonly httpOnly?: boolean;
}

/** Heads are kept by the app database, so that they survive and never go back. */
export interface HeadStore {
  get(name: IpnsName): Promise<Head | undefined>;
  /** In the order asked; undefined where nothing is known. */
  getMany(names: readonly IpnsName[]): Promise<(Head | undefined)[]>;
  /** Stores `head` only if its sequence is higher (or equal and preferred by the IPNS selector); returns what is stored now. */
  accept(head: Head): Promise<{ readonly head: Head; readonly changed: boolean }>;
}

export interface PublishOptions extends CallOptions {
  /** Asked of what another device may have published meanwhile; absent: everything may be replaced. */
  readonly mayReplace?: (known: Head) => boolean;
}

/** Another device has published something that the tree which was to be published does not have. */
export class NewerHead extends Error {
  override readonly name = 'NewerHead';

  constructor() {
    super('another device has published meanwhile');
  }
}

/** Asks gateways which of these accounts exist, for a restore without an account. Never fails for the network. */
export type AccountLookUp = (
  names: readonly IpnsName[],
  gateways: readonly string[],
  options: { readonly signal: AbortSignal; readonly fetch?: typeof fetch },
) => Promise<{
  readonly found: ReadonlySet<IpnsName>;
  /** Origins that answered, whatever it was. */
  readonly answered: readonly string[];
}>;

/** The p2p node of this browser profile, or HTTP only. Nothing above may know which way made a connection. */
export interface Network {
  start(): Promise<void>;
  stop(): Promise<void>;
  configure(configuration: NetworkConfiguration): Promise<void>;
  status(): ConnectionStatus;
  /** Returns an unsubscribe function. */
  onStatus(listener: (status: ConnectionStatus) => void): () => void;

  /** Subscribes to an account's head by every way; heads arrive through `onHead`. Idempotent. */
  watch(name: IpnsName, options: { readonly via?: readonly string[] }): void;
  unwatch(name: IpnsName): void;
  /** Called for every head that is newer than what was known, from whichever way, after the HeadStore took it. */
  onHead(listener: (head: Head) => void): () => void;

  /** Asks every way at once; the best valid head within `timeoutMs` (default 2500), or the stored one, or undefined. */
  resolve(
    name: IpnsName,
    options?: CallOptions & { readonly via?: readonly string[]; readonly timeoutMs?: number },
  ): Promise<Head | undefined>;
  /**
   * Signs a record for `root` with a sequence above everything known, stores it, and announces it. Rejects with `NewerHead`, with nothing
   * signed, when `mayReplace` refuses the newest head that is known by then.
   */
  publish(signer: Signer, root: CID, options?: PublishOptions): Promise<{ readonly head: Head; readonly report: AnnounceReport }>;
  /** Announces a still valid record again; needs no key. */
  announce(head: Head, options?: CallOptions): Promise<AnnounceReport>;
  /** Origins of the configured gateways that have the whole tree of this root and serve it for the account now. */
  servedBy(name: IpnsName, root: CID, options?: CallOptions): Promise<readonly string[]>;

  /** Sources for an account, best first; dials (bounded: 3 at once) as it goes. Ends when there is nobody left to ask. */
  sources(name: IpnsName, options?: CallOptions & { readonly via?: readonly string[] }): AsyncIterable<Source>;

  /**
   * Says, or takes back, that this device holds the account and hands it out: author's devices (`publish` does it) and followers who
   * agreed to co-host. Only such devices appear in routing answers; watching alone does not show there.
   */
  hold(name: IpnsName, on: boolean): void;

  /** Number of other devices seen holding the account's topic: "with 3 people". */
  holders(name: IpnsName): number;

  /**
   * Brings one signed activity (<= 64 KiB) to a device of the recipient over a direct connection: one that is there, else one that is
   * found and dialled now. True when a device said that it took it. False within 8 s when none did, nobody is reachable, or there is
   * no peer-to-peer part. Devices are believed: one that says it
   * is the recipient's can swallow letters.
   */
  deliver(recipient: IpnsName, activity: Uint8Array, options?: CallOptions): Promise<boolean>;
  /**
   * Hands one signed activity of an own account to devices that follow it and are connected directly now (at most 32), ahead of the
   * head. Neither waited for nor repeated: the head follows. It arrives there as a letter to the account's own name.
   */
  tell(name: IpnsName, activity: Uint8Array): void;
  /**
   * Called for every letter that a connected peer brings, bounded in size and rate but not checked at all; resolves to whether it is
   * taken. One for another account must be refused, unless that account is followed and wrote it: whoever carries copies of an account
   * is offered its letters, too.
   * Returns an unsubscribe function.
   */
  onLetter(listener: (recipient: IpnsName, activity: Uint8Array) => Promise<boolean>): () => void;
  /** Hands statements of succession to peers that ask for them (bridge-spec section 7.5). Returns an unsubscribe function. */
  offerStatements(lookUp: (account: Did) => Promise<Uint8Array | undefined>): () => void;
  /** Statements about the account of connected peers that watch it, unchecked; at most 8, 16 KiB each. */
  askStatements(account: Did, options?: CallOptions): Promise<readonly Uint8Array[]>;
  /** Called when a gateway hints that somebody goes on for the account. Returns an unsubscribe function. */
  onSuccessorHint(listener: (name: IpnsName) => void): () => void;

  /**
   * Lets other devices, which need not be anybody's yet, open a stream to this one until the door is closed. Undefined where there is
   * no peer-to-peer part. What comes is bounded in frames, and not checked at all.
   */
  openPairing(take: (channel: PairingChannel) => void): Promise<PairingDoor | undefined>;
}

/** What a gateway offers beyond routing and content; see docs/guides/gateway.md. All calls are bounded and never throw for HTTP errors. */
export interface GatewayClient {
  /** Asks the gateway to keep the account; the request is signed by the account key. */
  requestHosting(
    origin: string,
    signer: Signer,
    options?: CallOptions & { readonly invite?: string },
  ): Promise<Result<HostingState, GatewayError>>;
  /** The statement of succession that a host keeps for the account (bridge-spec section 7.5), unchecked; undefined: it keeps none. */
  statement(origin: string, account: Did, options?: CallOptions): Promise<Result<Uint8Array | undefined, GatewayError>>;
  /** Hands a statement to a gateway that keeps the account (section 13.4). */
  handOver(origin: string, account: Did, statement: Uint8Array, options?: CallOptions): Promise<Result<void, GatewayError>>;
  /** Leaves one signed activity in the letter box of `recipient`. */
  deliver(origin: string, recipient: Did, activity: Uint8Array, options?: CallOptions): Promise<Result<void, GatewayError>>;
  /** Raw JSON bytes of the responses collection page (first page when `url` is absent); undefined when unchanged (304). */
  responses(
    origin: string,
    actor: Did,
    options?: CallOptions & { readonly etag?: string; readonly url?: string },
  ): Promise<Result<{ readonly bytes: Uint8Array; readonly etag?: string } | undefined, GatewayError>>;
}

/**
 * Asks servers that follow accounts (Friendica, Hubzilla, …) what their people say, and gateways which servers those are (bridge-spec
 * sections 12 and 13.2). No cookies, no redirects, bounded, no header that would need a preflight. Nothing that comes is checked.
 */
export interface HostClient {
  /** Origins that announced themselves at a gateway for this account, as it lists them; at most 1,000. */
  hosts(gateway: string, actor: Did, options?: CallOptions): Promise<Result<readonly string[], GatewayError>>;
  /** A page of a host's responses collection; the first one when `url` is absent. `etag` only where the host lets it be read. */
  responses(
    host: string,
    actor: Did,
    options?: CallOptions & { readonly url?: string },
  ): Promise<Result<{ readonly bytes: Uint8Array; readonly etag?: string }, GatewayError>>;
  /** The actor document that stands at this https id. */
  actor(id: ObjectId, options?: CallOptions): Promise<Result<Uint8Array, GatewayError>>;
}

export interface HostingState {
  readonly hosted: boolean;
  readonly usedBytes: number;
  readonly quotaBytes: number;
}

export type GatewayError =
  | { readonly type: 'unreachable'; readonly reason: string }
  | { readonly type: 'refused'; readonly status: number; readonly reason: string }
  | { readonly type: 'aborted' };
