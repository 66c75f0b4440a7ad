import type { Stream, StreamMessageEvent } from '@libp2p/interface';
import { createByteQueue } from '../../network/sync/byte-queue.ts';

/**
 * The messages on a stream, each with its length before it. Ends when the peer stops writing; throws when a message is longer than
 * `maxBytes`, or when the stream breaks. What arrives faster than it is read waits in memory: at most one message, then the stream pauses.
 */
export async function* messagesOf(stream: Stream, maxBytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  const queue = createByteQueue();
  let ended = false;
  let failure: Error | undefined;
  let wake = Promise.withResolvers<void>();
  const onMessage = ({ data }: StreamMessageEvent): void => {
    queue.push(data.subarray());
    if (queue.length > maxBytes) stream.pause();
    wake.resolve();
  };
  const onEnd = (): void => {
    ended = true;
    wake.resolve();
  };
  const onClose = (event: Event): void => {
    if ('error' in event && event.error instanceof Error) failure = event.error;
    onEnd();
  };
  stream.addEventListener('message', onMessage);
  stream.addEventListener('remoteCloseWrite', onEnd);
  stream.addEventListener('close', onClose);
  try {
    for (;;) {
      const length = queue.varint(0);
      if (length !== undefined && length.value > maxBytes) throw new RangeError(`a message of ${length.value} bytes`);
      if (length !== undefined && queue.length >= length.width + length.value) {
        queue.skip(length.width);
        yield queue.take(length.value);
        continue;
      }
      if (failure !== undefined) throw failure;
      if (ended) return;
      wake = Promise.withResolvers<void>();
      stream.resume();
      await wake.promise;
    }
  } finally {
    stream.removeEventListener('message', onMessage);
    stream.removeEventListener('remoteCloseWrite', onEnd);
    stream.removeEventListener('close', onClose);
  }
}
