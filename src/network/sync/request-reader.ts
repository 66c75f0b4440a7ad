import type { Stream, StreamMessageEvent } from '@libp2p/interface';
import { createByteQueue } from './byte-queue.ts';
import type { SyncLimits } from './protocol.ts';

/** Bodies of the length-prefixed request frames of one stream, bounded in size, number and time. */
export interface RequestReader {
  /** The next body; undefined when the peer has closed its side. Rejects when the peer broke a limit or said nothing for `idleMs`. */
  next(): Promise<Uint8Array | undefined>;
  stop(): void;
}

export function createRequestReader(
  stream: Stream,
  limits: Pick<SyncLimits, 'requestBytes' | 'queuedRequests' | 'idleMs'>,
): RequestReader {
  const bytes = createByteQueue();
  const bodies: Uint8Array[] = [];
  let ended = false;
  let failure: Error | undefined;
  let wake: () => void = () => {};

  const cut = (): void => {
    for (;;) {
      const length = bytes.varint(0);
      if (length === undefined) return;
      if (length.value > limits.requestBytes) throw new Error('sync request too large');
      if (bytes.length < length.width + length.value) return;
      bytes.skip(length.width);
      bodies.push(bytes.take(length.value));
      if (bodies.length > limits.queuedRequests) throw new Error('too many sync requests at once');
    }
  };
  const onMessage = (event: StreamMessageEvent): void => {
    if (failure) return;
    try {
      bytes.push(event.data.subarray());
      cut();
    } catch (error) {
      failure = error instanceof Error ? error : new Error('bad sync request');
    }
    wake();
  };
  const onEnd = (): void => {
    ended = true;
    wake();
  };
  stream.addEventListener('message', onMessage);
  stream.addEventListener('remoteCloseWrite', onEnd);
  stream.addEventListener('close', onEnd);

  const changed = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    wake = resolve;
    const timer = setTimeout(() => {
      failure ??= new Error('sync stream idle');
      resolve();
    }, limits.idleMs);
    await promise;
    clearTimeout(timer);
  };

  return {
    async next() {
      for (;;) {
        if (failure) throw failure;
        const body = bodies.shift();
        if (body) return body;
        if (ended) return undefined;
        await changed();
      }
    },
    stop() {
      stream.removeEventListener('message', onMessage);
      stream.removeEventListener('remoteCloseWrite', onEnd);
      stream.removeEventListener('close', onEnd);
    },
  };
}
