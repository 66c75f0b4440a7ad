import type { TabChannel } from '../tabs.ts';

interface Member {
  readonly closed: () => boolean;
  hear(message: unknown): void;
}

/**
 * The channels between the tabs of one browser: as BroadcastChannel, whose version in Node cannot carry keys to more than one listener.
 * A channel whose signal is aborted is that of a closed tab.
 */
export function createFakeChannels(): (name: string, tabClosed: AbortSignal) => TabChannel {
  const members = new Map<string, Set<Member>>();
  return (name, tabClosed) => {
    const listeners = new Set<(message: unknown) => void>();
    let isClosed = false;
    const closed = (): boolean => isClosed || tabClosed.aborted;
    const member: Member = {
      closed,
      hear(message) {
        for (const listener of listeners) listener(message);
      },
    };
    const others = members.get(name) ?? new Set();
    members.set(name, others.add(member));
    return {
      postMessage(message) {
        if (isClosed) throw new DOMException('the channel is closed', 'InvalidStateError');
        if (tabClosed.aborted) return;
        for (const other of others) {
          if (other === member) continue;
          const copy: unknown = structuredClone(message);
          setImmediate(() => {
            if (!other.closed()) other.hear(copy);
          });
        }
      },
      listen: (listener) => void listeners.add(listener),
      close() {
        isClosed = true;
        others.delete(member);
      },
    };
  };
}
