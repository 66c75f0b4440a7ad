import { createBrowserNetwork } from '../../../src/network/browser-node.ts';
import { createMemoryHeadStore } from '../../../src/network/heads/memory-head-store.ts';
import type { Did } from '../../../src/protocol/brand.ts';
import { didToIpnsName } from '../../../src/protocol/identity/ids.ts';
import { accountPaths } from '../../../src/protocol/identity/paths.ts';
import type { Network } from '../../../src/protocol/ports/network.ts';
import { createMemoryBlockStore } from '../../../src/protocol/tree/memory-block-store.ts';

export interface Dialled {
  readonly direct: boolean;
  /** From asking for sources to the first direct one. */
  readonly ms: number;
  /** Kinds and labels in the order in which they came. */
  readonly sources: readonly string[];
}

const waitMs = 10_000;

/** One new device that nobody knows asks for an account's sources and reads from the first direct one. */
export async function dialFresh(did: Did): Promise<Dialled> {
  const deviceKey = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
  const network = await createBrowserNetwork({
    deviceKey,
    blocks: createMemoryBlockStore(),
    heads: createMemoryHeadStore(),
    configuration: { gateways: [location.origin] },
    databaseName: `bench-dial-${crypto.randomUUID()}`,
  });
  await network.start();
  await relayConnected(network);
  const name = didToIpnsName(did);
  const head = await network.resolve(name);
  if (head === undefined) throw new Error('nobody knows the account');
  const sources: string[] = [];
  let direct = false;
  const startMs = performance.now();
  for await (const source of network.sources(name, { signal: AbortSignal.timeout(waitMs) })) {
    sources.push(`${source.kind} ${source.label}`);
    if (source.kind !== 'webrtc') continue;
    direct = (await source.fetchPaths(head.root, [accountPaths(did).outbox])).ok;
    break;
  }
  const ms = performance.now() - startMs;
  await network.stop();
  return { direct, ms, sources };
}

export async function relayConnected(network: Network): Promise<void> {
  const isConnected = (): boolean => network.status().gateways.some(({ connected }) => connected);
  if (isConnected()) return;
  await new Promise<void>((resolve) => {
    const stop = network.onStatus(() => {
      if (!isConnected()) return;
      stop();
      resolve();
    });
  });
}
