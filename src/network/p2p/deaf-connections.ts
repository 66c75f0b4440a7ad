import type { Connection, Libp2p, PeerId } from '@libp2p/interface';

const checkMs = 5_000;
/** So long it may take on a slow line until somebody is identified and gossip has its streams. */
const settleMs = 20_000;

interface DeafOptions {
  readonly everyMs?: number;
  readonly settledAfterMs?: number;
}

/**
 * Closes connections on which gossip has no stream in one of the directions. It opens one for each peer, once: when that fails, or ends
 * with an older connection of the same peer (a page that was loaded anew), no other is opened (`createOutboundStream` of
 * @libp2p/gossipsub 17.1.1), and the peer looks connected, but hears nothing. Whoever needs the peer connects anew.
 */
export function closeDeafConnections(
  libp2p: Pick<Libp2p, 'getConnections' | 'getPeers' | 'peerStore'>,
  gossip: { readonly protocols: readonly string[] },
  { everyMs = checkMs, settledAfterMs = settleMs }: DeafOptions = {},
): () => void {
  const directTo = (peer: PeerId): Connection[] =>
    libp2p.getConnections(peer).filter(({ limits, status }) => limits === undefined && status === 'open');
  const streamIn = (connections: readonly Connection[], direction: 'inbound' | 'outbound'): boolean =>
    connections.some(({ streams }) =>
      streams.some(
        (stream) => stream.direction === direction && stream.status === 'open' && gossip.protocols.includes(stream.protocol),
      ),
    );

  async function check(peer: PeerId): Promise<void> {
    const connections = directTo(peer);
    const settled = connections.every(({ timeline }) => Date.now() - timeline.open >= settledAfterMs);
    if (connections.length === 0 || !settled) return;
    if (streamIn(connections, 'outbound') && streamIn(connections, 'inbound')) return;
    const { protocols } = await libp2p.peerStore.get(peer);
    if (!protocols.some((protocol) => gossip.protocols.includes(protocol))) return;
    for (const connection of connections) connection.abort(new Error('gossip has no stream on it'));
  }

  const timer = setInterval(() => {
    for (const peer of libp2p.getPeers()) {
      check(peer).catch(() => {
        // It is gone, or was never identified.
      });
    }
  }, everyMs);
  return () => clearInterval(timer);
}
