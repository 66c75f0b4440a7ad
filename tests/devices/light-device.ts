import { isNewerHead } from '../contract/memory-store/memory-account-store.ts';
import { didToIpnsName } from '../../src/protocol/identity/ids.ts';
import type { Head } from '../../src/protocol/ports/network.ts';
import type { AccountStore } from '../../src/protocol/ports/store.ts';
import { timestampOf } from '../../src/protocol/proof/timestamp.ts';
import { createAuthorService, type AuthorService } from '../../src/services/publish/author-service.ts';
import { createPublisher, type Publisher } from '../../src/services/publish/publisher.ts';
import type { PublisherDependencies } from '../../src/services/publish/publisher-dependencies.ts';
import { crashing, type CrashPlan } from '../../src/services/testing/crash.ts';
import { createFakeNetwork, type FakeNetwork, type FakeWorld } from '../../src/services/testing/fake-world.ts';
import { createMemoryDeviceStore } from '../../src/services/testing/memory-device-store.ts';
import { lightKeys, lightSigner, lightSubtle, lightVerifier } from './light-crypto.ts';

/** A device of the world's account with a clock of its own, which may be killed and started again. */
export interface LightDevice {
  readonly store: AccountStore;
  readonly network: FakeNetwork;
  readonly author: AuthorService;
  publisher: Publisher;
  nowMs(): number;
  /** A publisher that is killed at a call of the store or the network. */
  doomed(plan: CrashPlan): Publisher;
  /** As after a crash: the same database, everything else new. */
  restart(): void;
  /** Until taken back, what the device hears of is this older head. */
  stale: Head | undefined;
}

/** What the devices of a schedule share. */
export interface LightWorld extends FakeWorld {
  /** All heads that were ever published, oldest first. */
  readonly published: Head[];
}

const nestedStores = ['blocks', 'heads', 'collections', 'remote', 'privateEntries'];

export async function createLightDevice(world: LightWorld, index: number, clockOffsetMs: number): Promise<LightDevice> {
  const { did } = world.signer;
  const name = didToIpnsName(did);
  const device = createMemoryDeviceStore();
  const store = await world.openStore(did);
  world.holders.add(store.blocks);
  const signingKey = { kind: 'seed' as const, seed: new Uint8Array(32) };
  await device.putAccount({ did, name, createdAtMs: world.nowMs, signingKey, readOnly: index > 0 });
  if (index === 0) {
    await store.putProfile({ preferredUsername: 'ada', name: 'Ada', bio: '', publishedAt: timestampOf(world.nowMs) });
  }
  const nowMs = (): number => world.nowMs + clockOffsetMs;
  const honest = createFakeNetwork(world, store);
  const network: FakeNetwork = {
    ...honest,
    get online() {
      return honest.online;
    },
    set online(on) {
      honest.online = on;
    },
    async resolve() {
      if (!honest.online) return store.heads.get(name);
      const heard = light.stale ?? world.head;
      if (heard) await store.heads.accept(heard);
      return store.heads.get(name);
    },
    async publish(_signer, root) {
      const known = (await store.heads.get(name))?.sequence ?? 0n;
      const now = BigInt(nowMs());
      const sequence = now > known ? now : known + 1n;
      const head: Head = { name, sequence, root, record: new Uint8Array(), validUntilMs: nowMs() + 31_536_000_000 };
      await store.heads.accept(head);
      if (honest.online) world.published.push(head);
      return { head, report: await network.announce(head) };
    },
    async announce(head) {
      const newest = world.head;
      const report = await honest.announce(head);
      if (newest !== undefined && !isNewerHead(head, newest)) world.head = newest;
      return report;
    },
  };
  const dependencies = {
    device,
    store,
    network,
    signer: lightSigner(did),
    verifier: lightVerifier,
    clock: { nowMs },
    random: (length: number) => new Uint8Array(length).fill(index + 1),
    htmlToRichText: (html: string) => [html.replaceAll(/<[^>]*>/g, '')],
    undoMs: () => 0,
    gateways: () => [],
    privateAccess: {
      subtle: lightSubtle,
      keys: () => lightKeys,
      report(error: Error) {
        throw error;
      },
    },
  } satisfies PublisherDependencies & Parameters<typeof createAuthorService>[0];
  const light: LightDevice = {
    store,
    network,
    author: createAuthorService(dependencies),
    publisher: createPublisher(dependencies),
    nowMs,
    stale: undefined,
    doomed: (plan) =>
      createPublisher({
        ...dependencies,
        device: crashing(device, plan),
        store: crashing(store, plan, nestedStores),
        network: crashing(network, plan),
      }),
    restart() {
      light.publisher = createPublisher(dependencies);
    },
  };
  return light;
}
