import type { Libp2p, PeerId } from '@libp2p/interface';

/** libp2p itself looks at what a peer could do when it says goodbye to it. */
const afterGoodbyeMs = 3_000;

/**
 * Makes libp2p forget what peers can do once they are gone. When a relay is lost, it would otherwise dial, one after the other, all
 * peers that ever offered to relay, most of them closed tabs, before it thinks of those that are connected.
 */
export async function forgetGoneRelays(libp2p: Libp2p): Promise<{ stop(): void }> {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const forget = async (peer: PeerId): Promise<void> => {
    if (libp2p.getConnections(peer).length > 0 || !(await libp2p.peerStore.has(peer))) return;
    await libp2p.peerStore.patch(peer, { protocols: [] });
  };
  const onDisconnect = ({ detail: peer }: CustomEvent<PeerId>): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      forget(peer).catch(() => {
        // The store is closed: nothing to forget any more.
      });
    }, afterGoodbyeMs);
    timers.add(timer);
  };
  libp2p.addEventListener('peer:disconnect', onDisconnect);
  for (const { id } of await libp2p.peerStore.all()) await forget(id);
  return {
    stop() {
      libp2p.removeEventListener('peer:disconnect', onDisconnect);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
