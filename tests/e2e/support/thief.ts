import { buildMove } from '../../../src/protocol/activity-streams/build-activity.ts';
import { createMemoryHeadStore } from '../../../src/network/heads/memory-head-store.ts';
import { createNode } from '../../../src/network/node-node.ts';
import { didToIpnsName } from '../../../src/protocol/identity/ids.ts';
import { rkeyFor } from '../../../src/protocol/identity/rkey.ts';
import { signDocument } from '../../../src/protocol/proof/proof.ts';
import { createSeedSigner } from '../../../src/protocol/proof/signer.ts';
import { timestampOf } from '../../../src/protocol/proof/timestamp.ts';
import { digestOfKey } from '../../../src/protocol/succession/check-succession.ts';
import { createAccountFixture } from '../../../src/protocol/tree/account-fixture.ts';

/** Somebody who has the seed of an account, and a node of their own. */
export interface Thief {
  /** Where the thief says that the account has moved. */
  readonly target: string;
  /** Publishes a post in the account's name, with an actor that names other gateways and another successor; status of the gateway. */
  write(text: string): Promise<{ readonly status: number; readonly answer: string }>;
  /** A Move of the account by its own key. */
  move(): Promise<void>;
  stop(): Promise<void>;
}

/** What the thief signs is dated from `nowMs` on. */
export async function startThief(gateway: string, seed: Uint8Array, nowMs: number): Promise<Thief> {
  const signer = createSeedSigner(seed);
  const other = createSeedSigner(crypto.getRandomValues(new Uint8Array(32)));
  const account = createAccountFixture({ signer, nowMs, stepMs: 1000, device: 77 });
  const name = didToIpnsName(signer.did);
  const card = (await (await fetch(`${gateway}/pollen/gateway.json`)).json()) as { token: string; multiaddrs: string[] };
  const node = await createNode({ blocks: account.store, heads: createMemoryHeadStore() });
  node.watch(name, {});
  await node.connect(card.multiaddrs[0] ?? '');

  async function publish(activities: Parameters<typeof account.publish>[0]): Promise<{ status: number; answer: string }> {
    const actor = await account.actor({
      name: 'Alice, hacked',
      nextKeyDigest: digestOfKey(other.did),
      gateways: ['https://thief.example'],
    });
    await account.publish(activities, { actor });
    if (account.root === undefined) throw new Error('nothing is published');
    const { head } = await node.publish(signer, account.root);
    const put = await fetch(`${gateway}/routing/v1/ipns/${name}`, {
      method: 'PUT',
      headers: { Origin: gateway, 'X-Pollen-Token': card.token, 'Content-Type': 'application/vnd.ipfs.ipns-record' },
      body: Buffer.from(head.record),
    });
    return { status: put.status, answer: await put.text() };
  }

  return {
    target: other.did,
    write: async (text) => publish([await account.create(`<p>${text}</p>`)]),
    async move() {
      account.nowMs += 1000;
      const published = timestampOf(account.nowMs);
      const base = { did: signer.did, rkey: rkeyFor(account.nowMs, 77), published };
      await publish([await signDocument(buildMove(base, other.did), signer, published)]);
    },
    stop: () => node.stop(),
  };
}
