import { expect } from 'vitest';
import { buildHostingRequest } from '../network/gateways/hosting-request.ts';
import { createMemoryHeadStore } from '../network/heads/memory-head-store.ts';
import { createNode, type NodeNetwork } from '../network/node-node.ts';
import { didToIpnsName } from '../protocol/identity/ids.ts';
import type { AccountFixture } from '../protocol/tree/account-fixture.ts';
import type { TestGateway } from './gateway-fixture.ts';

/** A device that holds the fixture's account, connected to the gateway that keeps it. */
export interface HostedAccount {
  readonly node: NodeNetwork;
  /** Publishes the account's present root; resolves when the gateway serves it. */
  publish(): Promise<void>;
}

/** Connects a device, asks for hosting, publishes what the account has. The caller stops the node. */
export async function hostAccount(account: AccountFixture, gateway: TestGateway): Promise<HostedAccount> {
  const name = didToIpnsName(account.signer.did);
  const node = await createNode({ blocks: account.store, heads: createMemoryHeadStore() });
  node.watch(name, {});
  await node.connect(gateway.multiaddrs[0] ?? '');
  const request = await buildHostingRequest(account.signer, { origin: gateway.origin, nowMs: Date.now() });
  expect((await gateway.write('POST', '/pollen/hosting', request)).status).toBe(200);
  const publish = async (): Promise<void> => {
    const { root } = account;
    if (root === undefined) throw new Error('nothing to publish');
    await node.publish(account.signer, root);
    await expect
      .poll(async () => (await gateway.send(`/ipns/${name}?format=raw`)).headers['x-ipfs-roots'], { timeout: 20_000 })
      .toBe(root.toString());
    await gateway.settled(name);
  };
  if (account.root !== undefined) await publish();
  return { node, publish };
}
