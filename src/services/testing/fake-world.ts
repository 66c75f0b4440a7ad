import type { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { type AnnounceReport, type Head, type Network, NewerHead, type Source } from '../../protocol/ports/network.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import { createAuthorService, type AuthorService } from '../publish/author-service.ts';
import type { AuthorDependencies } from '../publish/own-outbox.ts';
import { createPublisher, type Publisher } from '../publish/publisher.ts';
import type { PublisherDependencies } from '../publish/publisher-dependencies.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { createMemoryDeviceStore } from './memory-device-store.ts';

const gateway = 'https://gateway.example';

/** What is out there for one account: the newest head, and the block stores of the devices that are on. */
export interface FakeWorld {
  head: Head | undefined;
  readonly holders: Set<BlockStore>;
  nowMs: number;
  /** What a gateway has completely, which may be older than the head. */
  served?: { readonly root: CID; readonly blocks: BlockStore };
  /** The gateways in the settings; none at first. */
  gateways?: readonly string[];
  /** A new, empty store each time. */
  readonly openStore: (did: Did) => Promise<AccountStore>;
  readonly signer: ReturnType<typeof createSeedSigner>;
}

export function createFakeWorld(openStore: FakeWorld['openStore'], seedByte = 1): FakeWorld {
  return {
    openStore,
    head: undefined,
    holders: new Set(),
    nowMs: Date.UTC(2026, 10, 22, 8),
    signer: createSeedSigner(new Uint8Array(32).fill(seedByte)),
  };
}

/** A network with nobody in it but the devices of the world. */
export interface FakeNetwork extends Network {
  online: boolean;
  published: number;
  announced: number;
}

export function createFakeNetwork(world: FakeWorld, store: AccountStore): FakeNetwork {
  const name = didToIpnsName(store.did);
  const headListeners = new Set<(head: Head) => void>();
  const report = (): AnnounceReport => ({
    gossipPeers: network.online ? 1 : 0,
    gateways: [{ origin: gateway, ok: network.online }],
  });
  const send = (head: Head): AnnounceReport => {
    if (network.online && (world.head === undefined || world.head.sequence <= head.sequence)) world.head = head;
    return report();
  };
  const network: FakeNetwork = {
    online: true,
    published: 0,
    announced: 0,
    start: async () => undefined,
    stop: async () => undefined,
    configure: async () => undefined,
    status: () => ({ state: network.online ? 'few' : 'offline', directPeers: 0, gateways: [], connections: [] }),
    onStatus: () => () => undefined,
    watch: () => undefined,
    unwatch: () => undefined,
    hold: () => undefined,
    onHead(listener) {
      headListeners.add(listener);
      return () => headListeners.delete(listener);
    },
    async resolve() {
      if (network.online && world.head) await store.heads.accept(world.head);
      return store.heads.get(name);
    },
    async publish(signer, root, options) {
      const newest = await store.heads.get(name);
      if (newest !== undefined && options?.mayReplace?.(newest) === false) throw new NewerHead();
      network.published += 1;
      const known = newest?.sequence ?? 0n;
      const now = BigInt(world.nowMs);
      const sequence = now > known ? now : known + 1n;
      const record = await signer.sign(root.bytes);
      const head: Head = { name, sequence, root, record, validUntilMs: world.nowMs + 365 * 86_400_000 };
      await store.heads.accept(head);
      return { head, report: send(head) };
    },
    async announce(head) {
      network.announced += 1;
      return send(head);
    },
    servedBy: async (_name, root) => (network.online && world.served?.root.equals(root) === true ? [gateway] : []),
    async *sources() {
      if (!network.online) return;
      for (const holder of world.holders) if (holder !== store.blocks) yield sourceOf(holder);
      const { served } = world;
      if (served) yield { ...sourceOf(served.blocks), kind: 'gateway', servedRoot: async () => served.root };
    },
    holders: () => (network.online ? world.holders.size - 1 : 0),
    deliver: async () => false,
    tell: () => undefined,
    onLetter: () => () => undefined,
    offerStatements: () => () => undefined,
    askStatements: async () => [],
    onSuccessorHint: () => () => undefined,
    openPairing: async () => undefined,
  };
  return network;
}

function sourceOf(blocks: BlockStore): Source {
  return {
    kind: 'webrtc',
    label: 'another device',
    fetchPaths: async () => ({ ok: false, error: { type: 'timed-out' } }),
    async fetchBlocks(cids) {
      const bytes = await blocks.getMany(cids);
      return { ok: true, value: cids.flatMap((cid, index) => (bytes[index] ? [{ cid, bytes: bytes[index] }] : [])) };
    },
  };
}

/** Devices made so far. */
let devices = 0;

/** One device of the world's account. */
export interface FakeDevice {
  readonly device: DeviceStore;
  readonly store: AccountStore;
  readonly network: FakeNetwork;
  readonly dependencies: AuthorDependencies & PublisherDependencies;
  readonly author: AuthorService;
  readonly publisher: Publisher;
}

export async function createFakeDevice(world: FakeWorld, options: { readonly restored?: boolean } = {}): Promise<FakeDevice> {
  const { did } = world.signer;
  const device = createMemoryDeviceStore();
  const store = await world.openStore(did);
  devices += 1;
  const number = devices;
  world.holders.add(store.blocks);
  await device.putAccount({
    did,
    name: didToIpnsName(did),
    createdAtMs: world.nowMs,
    signingKey: { kind: 'seed', seed: new Uint8Array(32) },
    readOnly: options.restored ?? false,
  });
  if (!options.restored) {
    await store.putProfile({ preferredUsername: 'ada', name: 'Ada', bio: '', publishedAt: timestampOf(world.nowMs) });
  }
  const network = createFakeNetwork(world, store);
  const dependencies: AuthorDependencies & PublisherDependencies = {
    device,
    store,
    network,
    signer: world.signer,
    verifier: createVerifier(),
    clock: { nowMs: () => world.nowMs },
    // Record keys of one moment differ by it: by chance two devices would share one in 1,024 runs.
    random: (length) => new Uint8Array(length).fill(number),
    htmlToRichText: (html) => [html.replaceAll(/<[^>]*>/g, '')],
    undoMs: () => 5000,
    gateways: () => world.gateways ?? [],
  };
  return {
    device,
    store,
    network,
    dependencies,
    author: createAuthorService(dependencies),
    publisher: createPublisher(dependencies),
  };
}
