import { vi } from 'vitest';
import { buildHostingRequest } from '../../../src/network/gateways/hosting-request.ts';
import { createMemoryHeadStore } from '../../../src/network/heads/memory-head-store.ts';
import { createNode } from '../../../src/network/node-node.ts';
import type { IpnsName } from '../../../src/protocol/brand.ts';
import { didToIpnsName } from '../../../src/protocol/identity/ids.ts';
import { createSeedSigner } from '../../../src/protocol/proof/signer.ts';
import { type AccountFixture, createAccountFixture } from '../../../src/protocol/tree/account-fixture.ts';
import { patienceMs } from './patience.ts';

const script = "globalThis.injected = 1; document.documentElement.dataset.injected = '1'; navigator.sendBeacon?.('/ran');";

/** An account that a gateway keeps, with things in its tree that act when they are let. */
export interface HostedTree {
  readonly account: AccountFixture;
  readonly name: IpnsName;
  stop(): Promise<void>;
}

/** Puts an account with active content into the gateway, as an account that means ill would. */
export async function hostTree(gateway: string): Promise<HostedTree> {
  const signer = createSeedSigner(crypto.getRandomValues(new Uint8Array(32)));
  const account = createAccountFixture({ signer, nowMs: Date.now() - 3_600_000, stepMs: 1000 });
  const file = (text: string): Uint8Array => new TextEncoder().encode(text);
  await account.publish([await account.create('<p>Hello</p>')], {
    files: new Map([
      [
        'index.html',
        file(
          `<!doctype html><title>Mine</title><h1>My page</h1><script>${script}</script><script src="run.js"></script><img src=x onerror="${script}">`,
        ),
      ],
      ['run.js', file(script)],
      ['worker.js', file("self.addEventListener('fetch', () => {});")],
      ['picture.svg', file(`<svg xmlns="http://www.w3.org/2000/svg"><script>${script}</script></svg>`)],
      ['style.css', file('body { display: none }')],
    ]),
  });
  if (account.root === undefined) throw new Error('nothing is published');
  const card = (await (await fetch(`${gateway}/pollen/gateway.json`)).json()) as { token: string; multiaddrs: string[] };
  const node = await createNode({ blocks: account.store, heads: createMemoryHeadStore() });
  const name = didToIpnsName(signer.did);
  node.watch(name, {});
  await node.connect(card.multiaddrs[0] ?? '');
  const trusted = { Origin: gateway, 'X-Pollen-Token': card.token };
  const request = await buildHostingRequest(signer, { origin: gateway, nowMs: Date.now() });
  const asked = await fetch(`${gateway}/pollen/hosting`, { method: 'POST', headers: trusted, body: Buffer.from(request) });
  if (!asked.ok) throw new Error(`the gateway does not take the account: ${asked.status}`);
  const { head } = await node.publish(signer, account.root);
  const put = await fetch(`${gateway}/routing/v1/ipns/${name}`, {
    method: 'PUT',
    headers: { ...trusted, 'Content-Type': 'application/vnd.ipfs.ipns-record' },
    body: Buffer.from(head.record),
  });
  if (!put.ok) throw new Error(`the gateway does not take the record: ${put.status}`);
  await vi.waitUntil(async () => (await fetch(`${gateway}/ipns/${name}/run.js`)).ok, { timeout: patienceMs, interval: 50 });
  return { account, name, stop: () => node.stop() };
}
