import type { Connection, PeerId } from '@libp2p/interface';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startPair } from '../testing/pair.ts';
import { closeDeafConnections } from './deaf-connections.ts';
import type { P2pNode } from './node.ts';

let pair: Awaited<ReturnType<typeof startPair>>;
let stop = (): void => undefined;

beforeEach(async () => {
  pair = await startPair();
});

afterEach(async () => {
  stop();
  await pair.stop();
});

const connectionOf = ({ libp2p }: P2pNode, peer: PeerId): Connection | undefined => libp2p.getConnections(peer)[0];
const gossipStreams = (node: P2pNode, peer: PeerId) =>
  (connectionOf(node, peer)?.streams ?? []).filter(({ protocol }) => node.libp2p.services.pubsub.protocols.includes(protocol));

it.each(['inbound', 'outbound'] as const)('closes a connection on which gossip lost its %s stream', async (direction) => {
  const { reader, writer, writerId } = pair;
  await vi.waitFor(() => expect(gossipStreams(reader, writerId)).toHaveLength(2));
  const readerId = reader.libp2p.peerId;
  stop = closeDeafConnections(reader.libp2p, reader.libp2p.services.pubsub, { everyMs: 20, settledAfterMs: 0 });
  await vi.waitFor(() => expect(gossipStreams(writer, readerId)).toHaveLength(2));
  expect(connectionOf(reader, writerId)?.status).toBe('open');

  const lost = gossipStreams(reader, writerId).find((stream) => stream.direction === direction);
  lost?.abort(new Error('lost'));
  await vi.waitFor(() => expect(connectionOf(reader, writerId)).toBeUndefined());
});

it('leaves alone who does not speak gossip, and who has only just come', async () => {
  const { reader, writer, writerId } = pair;
  await vi.waitFor(() => expect(gossipStreams(reader, writerId)).toHaveLength(2));
  const looked = vi.spyOn(reader.libp2p.peerStore, 'get');
  stop = closeDeafConnections(reader.libp2p, { protocols: ['/other/1.0.0'] }, { everyMs: 20, settledAfterMs: 0 });
  await vi.waitFor(() => expect(looked.mock.calls.length).toBeGreaterThanOrEqual(2));
  stop();
  for (const stream of gossipStreams(reader, writerId)) stream.abort(new Error('lost'));
  const asked = vi.spyOn(reader.libp2p, 'getPeers');
  stop = closeDeafConnections(reader.libp2p, reader.libp2p.services.pubsub, { everyMs: 20, settledAfterMs: 60_000 });
  await vi.waitFor(() => expect(asked.mock.calls.length).toBeGreaterThanOrEqual(2));
  expect(connectionOf(reader, writerId)?.status).toBe('open');
  expect(connectionOf(writer, reader.libp2p.peerId)?.status).toBe('open');
});
