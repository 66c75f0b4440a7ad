import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildSuccession } from '../../protocol/activity-streams/build-activity.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import { rkeyFor } from '../../protocol/identity/rkey.ts';
import { serialize, signDocument } from '../../protocol/proof/proof.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { createVerifier } from '../../protocol/proof/verifier.ts';
import { checkSuccession, digestOfKey, successionByteLimit } from '../../protocol/succession/check-succession.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { createMemoryHeadStore } from '../heads/memory-head-store.ts';
import { createNode, type NodeNetwork } from '../node-node.ts';
import { testBytes, testSigner, until } from '../testing/fixtures.ts';

const [old, successor] = [testSigner(1), testSigner(2)];
const name = didToIpnsName(old.did);
const pin = digestOfKey(successor.did);

async function statement(): Promise<Uint8Array> {
  const nowMs = Date.UTC(2026, 10, 22);
  const base = { did: successor.did, rkey: rkeyFor(nowMs, 1), published: timestampOf(nowMs) };
  return serialize(
    await signDocument(buildSuccession(base, old.did, timestampOf(nowMs - 60_000)), successor, timestampOf(nowMs)),
  );
}

describe('a statement of succession between two nodes', () => {
  let nodes: NodeNetwork[];
  let told: Uint8Array;

  beforeEach(async () => {
    told = await statement();
    const node = (): Promise<NodeNetwork> => createNode({ blocks: createMemoryBlockStore(), heads: createMemoryHeadStore() });
    nodes = await Promise.all([node(), node(), node()]);
    for (const each of nodes) each.watch(name, {});
  });
  afterEach(() => Promise.all(nodes.map((node) => node.stop())));

  /** Connected, and each knows that the other listens to the account. */
  async function connect(from: NodeNetwork, to: NodeNetwork): Promise<void> {
    const [address] = to.addresses;
    if (address === undefined) throw new Error('listens nowhere');
    const before = [from, to].map(({ peers }) => peers.gossip.subscribers(name).length);
    await from.connect(address);
    await until(() => [from, to].every(({ peers }, place) => peers.gossip.subscribers(name).length > (before[place] ?? 0)));
  }
  const pair = (): readonly [NodeNetwork, NodeNetwork, NodeNetwork] => nodes as [NodeNetwork, NodeNetwork, NodeNetwork];

  it('is had for the asking, byte for byte, and holds against the pin', async () => {
    const [holder, reader] = pair();
    holder.offerStatements(async (did) => (did === old.did ? told : undefined));
    await connect(reader, holder);
    const found = await reader.askStatements(old.did);
    expect(found).toEqual([told]);
    expect(await checkSuccession(found[0] ?? told, old.did, pin, createVerifier())).toMatchObject({
      ok: true,
      value: { successor: successor.did },
    });
    expect(await reader.askStatements(testSigner(3).did)).toEqual([]);
  });

  it('is handed on by whoever took it, to peers that the first one never meets', async () => {
    const [holder, middle, reader] = pair();
    holder.offerStatements(async () => told);
    await connect(middle, holder);
    const [taken] = await middle.askStatements(old.did);
    middle.offerStatements(async () => taken);
    await connect(reader, middle);
    await holder.stop();
    expect(await reader.askStatements(old.did)).toEqual([told]);
  });

  it('is not asked of peers that do not care, does not wait for silent ones, and is never larger than it may be', async () => {
    const [holder, silent, reader] = pair();
    holder.offerStatements(async () => testBytes(successionByteLimit + 1));
    silent.offerStatements(() => new Promise(() => undefined));
    await connect(reader, holder);
    expect(await reader.askStatements(old.did)).toEqual([]);
    await connect(reader, silent);
    expect(await reader.askStatements(old.did, { signal: AbortSignal.timeout(300) })).toEqual([]);
    holder.offerStatements(async () => told);
    holder.unwatch(name);
    await until(() => reader.peers.gossip.subscribers(name).length === 1);
    expect(await reader.askStatements(old.did, { signal: AbortSignal.timeout(300) })).toEqual([]);
  });

  it('says nothing by another key, whoever hands it over', async () => {
    const [holder, reader] = pair();
    const forged = new TextEncoder().encode(new TextDecoder().decode(told).replace('"Move"', '"Move" '));
    holder.offerStatements(async () => forged);
    await connect(reader, holder);
    const [found] = await reader.askStatements(old.did);
    expect((await checkSuccession(found ?? told, old.did, digestOfKey(testSigner(4).did), createVerifier())).ok).toBe(false);
    expect(found).toEqual(forged);
  });
});
