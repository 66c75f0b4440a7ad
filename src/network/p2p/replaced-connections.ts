import type { Connection, Libp2p } from '@libp2p/interface';

/** Two devices that dial each other at the same moment have two connections for good reasons; each would close the other's. */
const simultaneousMs = 2_000;

/**
 * Closes what a device left behind when it comes back: a reloaded or crashed tab connects anew, while its old connection looks alive
 * for up to 20 s and takes the news with it. Closed before the new one is identified, so that gossip opens its stream there. `sameMomentMs`: 0 for a node
 * that dials nobody.
 */
export function closeReplacedConnections(
  libp2p: Pick<Libp2p, 'addEventListener' | 'removeEventListener' | 'getConnections'>,
  sameMomentMs = simultaneousMs,
): () => void {
  const opened = ({ detail: connection }: CustomEvent<Connection>): void => {
    if (connection.limits !== undefined) return;
    for (const other of libp2p.getConnections(connection.remotePeer)) {
      if (other.id === connection.id || other.limits !== undefined) continue;
      if (connection.timeline.open - other.timeline.open >= sameMomentMs) other.abort(new Error('the device came back'));
    }
  };
  libp2p.addEventListener('connection:open', opened);
  return () => libp2p.removeEventListener('connection:open', opened);
}
