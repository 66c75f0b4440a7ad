import type { Connection } from '@libp2p/interface';
import { expect, it } from 'vitest';
import { closeReplacedConnections } from './replaced-connections.ts';

function nodeWith(...connections: Connection[]) {
  const events = new EventTarget();
  const libp2p = {
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    getConnections: () => connections,
  } as Parameters<typeof closeReplacedConnections>[0];
  return { libp2p, opened: (detail: Connection) => events.dispatchEvent(new CustomEvent('connection:open', { detail })) };
}

function connection(id: string, openMs: number, relayed = false) {
  const aborted: Error[] = [];
  const limits = relayed ? { seconds: 60 } : undefined;
  return { id, limits, timeline: { open: openMs }, remotePeer: 'peer', aborted, abort: (error: Error) => aborted.push(error) };
}

it('closes the older direct connections of a device that comes back, and nothing else', () => {
  const [old, relayed, twin, fresh] = [
    connection('a', 0),
    connection('b', 0, true),
    connection('c', 9_500),
    connection('d', 10_000),
  ];
  const { libp2p, opened } = nodeWith(...([old, relayed, twin, fresh] as unknown as Connection[]));
  const stop = closeReplacedConnections(libp2p);
  opened(fresh as unknown as Connection);
  expect([old, relayed, twin, fresh].map(({ aborted }) => aborted.length)).toEqual([1, 0, 0, 0]);
  opened(relayed as unknown as Connection);
  stop();
  opened(fresh as unknown as Connection);
  expect(old.aborted).toHaveLength(1);
});
