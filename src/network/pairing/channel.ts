import type { Connection, Stream } from '@libp2p/interface';
import { lpStream } from '@libp2p/utils';
import { pairingLimits } from '../../protocol/pairing/limits.ts';
import type { PairingChannel } from '../../protocol/ports/pairing.ts';

/**
 * Two devices that pair talk over one stream: frames `varint(length) | bytes` of at most 64 KiB, both ways (protocol/pairing says what
 * is in them). It may run over a relayed connection, since all that matters in it is sealed end to end; a relay ends it after 128 KiB
 * or twelve minutes.
 */
export const PAIRING_PROTOCOL = '/pollen/pair/1.0.0';

const closeMs = 2_000;

/** A stream as pairing sees it. `localPeer` is this node's own id. */
export function createPairingChannel(stream: Stream, connection: Connection, localPeer: string): PairingChannel {
  const { frameBytes } = pairingLimits;
  const line = lpStream(stream, { maxDataLength: frameBytes, maxBufferSize: 4 * frameBytes });
  const ended = new AbortController();
  stream.addEventListener('close', () => ended.abort(new Error('the stream has ended')), { once: true });
  return {
    localPeer,
    remotePeer: connection.remotePeer.toString(),
    direct: connection.limits === undefined,
    async send(frame) {
      if (frame.length > frameBytes) throw new RangeError('too large for one frame');
      await line.write(frame, { signal: ended.signal });
    },
    async *frames() {
      try {
        for (;;) yield Uint8Array.from((await line.read()).subarray());
      } catch (error) {
        // It ended, or was too large: there is nothing more to hear either way.
        stream.abort(error instanceof Error ? error : new Error('bad frame'));
      }
    },
    async close() {
      const signal = AbortSignal.timeout(closeMs);
      const end = (): void => stream.abort(new Error('not closed in time'));
      signal.addEventListener('abort', end, { once: true });
      stream.addEventListener('close', () => signal.removeEventListener('abort', end), { once: true });
      await stream.close({ signal }).catch(end);
    },
  };
}
