import type { PeerId } from '@libp2p/interface';
import type { Source } from '../../protocol/ports/network.ts';
import type { SyncClient } from '../sync/client.ts';

/** A directly connected peer as a source. */
export function createPeerSource(peer: PeerId, sync: SyncClient): Source {
  return {
    kind: 'webrtc',
    label: peer.toString(),
    fetchPaths: (root, paths, options) => sync.fetchPaths(peer, root, paths, options),
    fetchBlocks: (cids, options) => sync.fetchBlocks(peer, cids, options),
  };
}
