import { peerIdOfKey } from '../../protocol/pairing/peer-id.ts';
import type { PairingChannel, PairingDialler, PairingDoor } from '../../protocol/ports/pairing.ts';
import { err, ok } from '../../protocol/result.ts';

/** Ways between devices that pair, without a network. */
export interface FakePairing {
  open(take: (channel: PairingChannel) => void): PairingDoor;
  dialler(): PairingDialler;
  /** Ends every stream, as when a relay goes away. */
  cut(): void;
  /** From now on streams go over a relay, which ends each after so many bytes of both sides together. */
  relayed(mostBytes: number): void;
}

export function createFakePairing(gateway: string): FakePairing {
  const doors = new Map<string, (channel: PairingChannel) => void>();
  const lines = new Set<() => void>();
  let relayedBytes: number | undefined;
  const newPeerId = (): string => peerIdOfKey(crypto.getRandomValues(new Uint8Array(32)));
  return {
    open(take) {
      const peerId = newPeerId();
      doors.set(peerId, take);
      return { peerId, gateways: () => [gateway], close: () => void doors.delete(peerId) };
    },
    dialler() {
      const own = newPeerId();
      const mine = new Set<() => void>();
      return {
        async dial(target, { signal }) {
          const take = doors.get(target.peerId);
          if (signal?.aborted === true) return err('aborted');
          if (!target.gateways.includes(gateway)) return err('no-gateway');
          if (take === undefined) return err('not-there');
          const [here, there, end] = createLine(own, target.peerId, relayedBytes);
          lines.add(end);
          mine.add(end);
          take(there);
          return ok(here);
        },
        async stop() {
          for (const end of mine) end();
        },
      };
    },
    cut() {
      for (const end of lines) end();
    },
    relayed(mostBytes) {
      relayedBytes = mostBytes;
    },
  };
}

function createLine(one: string, other: string, relayedBytes: number | undefined): [PairingChannel, PairingChannel, () => void] {
  let carried = 0;
  const toOne = createQueue();
  const toOther = createQueue();
  const end = (): void => {
    toOne.end();
    toOther.end();
  };
  const channel = (localPeer: string, remotePeer: string, incoming: Queue, outgoing: Queue): PairingChannel => ({
    localPeer,
    remotePeer,
    direct: relayedBytes === undefined,
    async send(frame) {
      carried += frame.length;
      if (carried > (relayedBytes ?? Number.POSITIVE_INFINITY)) end();
      outgoing.push(frame.slice());
    },
    frames: incoming.read,
    close: async () => end(),
  });
  return [channel(one, other, toOne, toOther), channel(other, one, toOther, toOne), end];
}

interface Queue {
  push(frame: Uint8Array): void;
  end(): void;
  read(): AsyncIterable<Uint8Array>;
}

/** What was pushed before the end is still read. */
function createQueue(): Queue {
  const waiting: Uint8Array[] = [];
  let wake = Promise.withResolvers<void>();
  let ended = false;
  return {
    push(frame) {
      if (ended) throw new Error('the stream has ended');
      waiting.push(frame);
      wake.resolve();
    },
    end() {
      ended = true;
      wake.resolve();
    },
    async *read() {
      for (;;) {
        const frame = waiting.shift();
        if (frame !== undefined) yield frame;
        else if (ended) return;
        else {
          await wake.promise;
          wake = Promise.withResolvers<void>();
        }
      }
    },
  };
}
