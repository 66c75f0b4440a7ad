// Many people in one page: devices of the project's own network, each holding a share of many small accounts.
import type { Did } from '../../../src/protocol/brand.ts';
import { createBrowserNetwork } from '../../../src/network/browser-node.ts';
import { createMemoryHeadStore } from '../../../src/network/heads/memory-head-store.ts';
import type { Network } from '../../../src/protocol/ports/network.ts';
import { createMemoryBlockStore, type MemoryBlockStore } from '../../../src/protocol/tree/memory-block-store.ts';
import { type BenchAccount, buildAccount } from '../support/account.ts';
import { relayConnected } from './dial-fresh.ts';

export interface SwarmInput {
  readonly devices: number;
  readonly accounts: number;
  readonly postsPerAccount: number;
}

export interface Swarm {
  readonly dids: readonly Did[];
  /** One more post by each of the accounts with these numbers, built and published. */
  post(numbers: readonly number[]): Promise<void>;
}

interface Device {
  readonly network: Network;
  readonly store: MemoryBlockStore;
}

const accountsAtOnce = 5;

/** Starts the devices and publishes every account once. */
export async function startSwarm(input: SwarmInput): Promise<Swarm> {
  const devices = await Promise.all(Array.from({ length: input.devices }, startDevice));
  const owners: { readonly account: BenchAccount; readonly device: Device }[] = [];
  for (let start = 0; start < input.accounts; start += accountsAtOnce) {
    const batch = Array.from({ length: Math.min(accountsAtOnce, input.accounts - start) }, async (_, offset) => {
      const number = start + offset;
      const device = devices[number % devices.length] as Device;
      const account = await buildAccount({ posts: input.postsPerAccount, username: `bench${number}`, store: device.store });
      await publish(account, device);
      return { account, device };
    });
    owners.push(...(await Promise.all(batch)));
  }
  return {
    dids: owners.map(({ account }) => account.did),
    async post(numbers) {
      for (const number of numbers) {
        const owner = owners[number];
        if (owner === undefined) throw new RangeError(`no account ${number}`);
        await owner.account.publish(await owner.account.write(1));
        await publish(owner.account, owner.device);
      }
    },
  };
}

/** Until the gateway has the record: it takes only so many a second from one address, and all of the swarm is one address. */
async function publish(account: BenchAccount, { network }: Device): Promise<void> {
  let { head, report } = await network.publish(account.signer, account.root);
  while (!report.gateways.every(({ ok }) => ok)) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    report = await network.announce(head);
  }
}

async function startDevice(): Promise<Device> {
  const store = createMemoryBlockStore();
  const deviceKey = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
  const network = await createBrowserNetwork({
    deviceKey,
    blocks: store,
    heads: createMemoryHeadStore(),
    configuration: { gateways: [location.origin] },
    databaseName: `bench-swarm-${crypto.randomUUID()}`,
  });
  await network.start();
  await relayConnected(network);
  return { network, store };
}
