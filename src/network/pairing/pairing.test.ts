import { circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import { webSockets } from '@libp2p/websockets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestGateway } from '../../../tests/fixtures/test-gateway.ts';
import { pairingLimits } from '../../protocol/pairing/limits.ts';
import { createPairingSession, type PairingSession } from '../../protocol/pairing/session.ts';
import type { PairingChannel, PairingDialler, PairingDoor, PairingTarget } from '../../protocol/ports/pairing.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { createPairingCrypto } from '../../services/devices/pairing-crypto.ts';
import { createMemoryHeadStore } from '../heads/memory-head-store.ts';
import { createNode, type NodeNetwork } from '../node-node.ts';
import { testBytes, until } from '../testing/fixtures.ts';
import { PAIRING_PROTOCOL } from './channel.ts';
import { createPairingDialler } from './dialler.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function startNode(gateways: readonly string[] = [], listen?: readonly string[]): Promise<NodeNetwork> {
  const node = await createNode({
    blocks: createMemoryBlockStore(),
    heads: createMemoryHeadStore(),
    configuration: { gateways },
    listen,
  });
  cleanUps.push(() => node.stop());
  return node;
}

/** Node has no WebRTC: the way through the relay is the one that is tried here. */
function startDialler(ways: readonly string[] = ['']): PairingDialler {
  const dialler = createPairingDialler({ ways, transports: () => [webSockets(), circuitRelayTransport()] });
  cleanUps.push(() => dialler.stop());
  return dialler;
}

describe('a stream between a device that shows a code and a new one', () => {
  let origin: string;
  let holder: NodeNetwork;
  let taken: PairingChannel[];
  let door: PairingDoor;

  beforeEach(async () => {
    const relay = await startNode();
    const card = { version: 1, peerId: relay.status().peerId, multiaddrs: relay.addresses.map(String), token: '' };
    const gateway = await startTestGateway(() => ({ body: JSON.stringify(card) }));
    cleanUps.push(() => gateway.close());
    origin = gateway.origin;
    holder = await startNode([origin], ['/p2p-circuit']);
    await until(() => holder.addresses.some((address) => address.toString().includes('/p2p-circuit')));
    taken = [];
    const opened = await holder.openPairing((channel) => void taken.push(channel));
    if (opened === undefined) throw new Error('no peer-to-peer part');
    door = opened;
  });

  const target = (): PairingTarget => ({ peerId: door.peerId, gateways: door.gateways() });
  const dial = async (dialler = startDialler()): Promise<PairingChannel> => {
    const dialled = await dialler.dial(target(), {});
    if (!dialled.ok) throw new Error(dialled.error);
    return dialled.value;
  };
  const read = async (channel: PairingChannel): Promise<Uint8Array[]> => {
    const frames: Uint8Array[] = [];
    for await (const frame of channel.frames()) frames.push(frame);
    return frames;
  };

  it('is found by the gateways that the door names, and proves who is at its ends', async () => {
    expect(target()).toEqual({ peerId: holder.status().peerId, gateways: [origin] });
    const channel = await dial();
    await until(() => taken.length === 1);
    expect(channel).toMatchObject({ remotePeer: door.peerId, direct: false });
    expect(taken[0]).toMatchObject({ localPeer: door.peerId, remotePeer: channel.localPeer, direct: false });
  });

  it('carries frames both ways, in order, until it is closed', async () => {
    const channel = await dial();
    await until(() => taken.length === 1);
    const [there] = taken;
    if (there === undefined) throw new Error('not there');
    const frames = [testBytes(1), testBytes(5_000, 2), testBytes(pairingLimits.frameBytes, 3)];
    const reading = read(there);
    for (const frame of frames) await channel.send(frame);
    await expect(channel.send(new Uint8Array(pairingLimits.frameBytes + 1))).rejects.toThrow(RangeError);
    await there.send(testBytes(9));
    const answer = await channel.frames()[Symbol.asyncIterator]().next();
    expect(answer.value).toEqual(testBytes(9));
    await channel.close();
    expect(await reading).toEqual(frames);
  });

  it('ends when the other side sends too much at once', async () => {
    const libp2p = (await startNode([origin], ['/p2p-circuit'])).peers.node.libp2p;
    await libp2p.dial(holder.addresses.filter((address) => address.toString().includes('/p2p-circuit')));
    const [connection] = libp2p.getConnections().filter(({ remotePeer }) => remotePeer.toString() === door.peerId);
    const stream = await connection?.newStream(PAIRING_PROTOCOL, { runOnLimitedConnection: true });
    await until(() => taken.length === 1);
    const reading = taken[0] === undefined ? undefined : read(taken[0]);
    stream?.send(Uint8Array.of(0xff, 0xff, 0x7f, ...testBytes(1_000)));
    expect(await reading).toEqual([]);
  });

  it('is not to be had once the door is closed, nor without a gateway', async () => {
    door.close();
    expect(await startDialler().dial(target(), {})).toEqual({ ok: false, error: 'not-there' });
    expect(await startDialler().dial({ ...target(), gateways: [] }, {})).toEqual({ ok: false, error: 'no-gateway' });
    expect(await startDialler().dial({ ...target(), gateways: ['http://127.0.0.1:1'] }, {})).toEqual({
      ok: false,
      error: 'no-gateway',
    });
    expect(taken).toEqual([]);
  });

  it('goes through the relay when it cannot be had directly', async () => {
    const channel = await dial(startDialler(['/webrtc', '']));
    expect(channel.direct).toBe(false);
  });

  it('is not to be had by hiding devices', async () => {
    await holder.configure({ gateways: [origin], httpOnly: true });
    expect(await holder.openPairing(() => undefined)).toBeUndefined();
  });

  it('pairs: the same digits on both, then the content', async () => {
    const channel = await dial();
    await until(() => taken.length === 1);
    const [there] = taken;
    if (there === undefined) throw new Error('not there');
    const secret = testBytes(16);
    const peers = { holder: door.peerId, joiner: channel.localPeer };
    const cryptography = createPairingCrypto(crypto.subtle, (length) => crypto.getRandomValues(new Uint8Array(length)));
    const contents: Uint8Array[] = [];
    const run = (role: 'holder' | 'joiner', line: PairingChannel): PairingSession => {
      const session = createPairingSession({
        role,
        secret,
        peers,
        crypto: cryptography,
        send: line.send,
        onState: () => undefined,
        onContent: (content) => void contents.push(content),
      });
      void (async () => {
        for await (const frame of line.frames()) await session.receive(frame);
      })();
      return session;
    };
    const [old, young] = [run('holder', there), run('joiner', channel)];
    await young.start();
    await until(() => old.state().phase === 'compare' && young.state().phase === 'compare');
    expect(young.state()).toEqual(old.state());
    await Promise.all([old.same(), young.same()]);
    await until(() => old.state().phase === 'matched');
    await old.sendContent(testBytes(70_000));
    await until(() => contents.length === 1);
    expect(contents[0]).toEqual(testBytes(70_000));
    await young.stored();
    await until(() => old.state().phase === 'done');
  });
});

it('asks the gateway to pass connections on when only a friend does', async () => {
  const [friend, relay] = await Promise.all([startNode(), startNode()]);
  const card = { version: 1, peerId: relay.status().peerId, multiaddrs: relay.addresses.map(String), token: '' };
  let isThere = false;
  const gateway = await startTestGateway(() => (isThere ? { body: JSON.stringify(card) } : { status: 503 }));
  cleanUps.push(() => gateway.close());
  const holder = await startNode([gateway.origin], ['/p2p-circuit']);
  const listensAt = (node: NodeNetwork): boolean =>
    holder.addresses.some((address) => address.toString().includes(`/p2p/${node.status().peerId}/p2p-circuit`));
  await holder.connect(String(friend.addresses[0]));
  await until(() => listensAt(friend));
  isThere = true;
  await until(() => holder.status().gateways.some(({ connected }) => connected));
  expect(listensAt(relay)).toBe(false);
  const taken: PairingChannel[] = [];
  const door = await holder.openPairing((channel) => void taken.push(channel));
  await until(() => door?.gateways().length === 1);
  const dialled = await startDialler().dial({ peerId: door?.peerId ?? '', gateways: door?.gateways() ?? [] }, {});
  expect(dialled).toMatchObject({ ok: true });
  expect(listensAt(friend)).toBe(true);
});
