import type { GossipSub } from '@libp2p/gossipsub';
import type { Libp2p, PeerId, PeerStore } from '@libp2p/interface';
import { peerIdFromString } from '@libp2p/peer-id';

/** When there are too many connections, peers without it go first; as much as a gateway's own. */
const meshTag = 'pollen-mesh';
const meshValue = 100;

/**
 * Tags whoever is in a mesh of gossip, once, as long as there is any. The library's own tagging (`tagMeshPeers`) has a tag for each topic,
 * and writes the whole record of the peer for it: for somebody who follows 2,000 accounts 2,000 times, each time a longer one.
 */
export function tagMeshPeers(
  libp2p: Pick<Libp2p, 'addEventListener' | 'removeEventListener'> & { readonly peerStore: Pick<PeerStore, 'merge'> },
  gossip: Pick<GossipSub, 'addEventListener' | 'removeEventListener'>,
): () => void {
  const topicsOf = new Map<string, Set<string>>();

  function tag(peer: PeerId, value: number | undefined): void {
    libp2p.peerStore.merge(peer, { tags: { [meshTag]: value === undefined ? undefined : { value } } }).catch(() => {
      // The node has stopped, or the device is full: then connections go by their age.
    });
  }

  const grafted = ({ detail: { peerId, topic } }: CustomEvent<{ readonly peerId: string; readonly topic: string }>): void => {
    const topics = topicsOf.get(peerId) ?? new Set();
    topicsOf.set(peerId, topics.add(topic));
    if (topics.size === 1) tag(peerIdFromString(peerId), meshValue);
  };
  const pruned = ({ detail: { peerId, topic } }: CustomEvent<{ readonly peerId: string; readonly topic: string }>): void => {
    const topics = topicsOf.get(peerId);
    if (topics?.delete(topic) !== true || topics.size > 0) return;
    topicsOf.delete(peerId);
    tag(peerIdFromString(peerId), undefined);
  };
  // Gossip says nothing of peers that leave.
  const left = ({ detail: peer }: CustomEvent<PeerId>): void => {
    if (topicsOf.delete(peer.toString())) tag(peer, undefined);
  };

  gossip.addEventListener('gossipsub:graft', grafted);
  gossip.addEventListener('gossipsub:prune', pruned);
  libp2p.addEventListener('peer:disconnect', left);
  return () => {
    gossip.removeEventListener('gossipsub:graft', grafted);
    gossip.removeEventListener('gossipsub:prune', pruned);
    libp2p.removeEventListener('peer:disconnect', left);
  };
}
