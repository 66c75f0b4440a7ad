import type { Libp2p } from '@libp2p/interface';

/**
 * Says goodbye when the page goes (closed, reloaded). Left alone, connections look alive at the other end for up to 20 s, and news
 * for the reloaded page would be sent into the old one.
 */
export function closeWhenPageGoes(
  libp2p: Libp2p,
  page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
): () => void {
  const leave = (): void => {
    for (const connection of libp2p.getConnections()) connection.abort(new Error('the page is left'));
  };
  page.addEventListener('pagehide', leave);
  return () => page.removeEventListener('pagehide', leave);
}
