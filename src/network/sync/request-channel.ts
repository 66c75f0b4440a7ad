import type { Stream, StreamMessageEvent } from '@libp2p/interface';
import type { Block } from '../../protocol/ports/block-store.ts';
import type { SourceError, TransferOptions } from '../../protocol/ports/network.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { createAnswerReader } from './answer-reader.ts';
import { encodeRequest, type SyncLimits, type SyncRequest, syncStatus } from './protocol.ts';
import { hashMatches } from './verify.ts';

/** One answer: hash-checked blocks in the order sent, and whether the writer stopped early. */
export interface Answer {
  readonly blocks: readonly Block[];
  readonly truncated: boolean;
  /** How many of the asked items are answered completely. */
  readonly completed: number;
}

/** An open stream on which requests are written without waiting for the answers before. */
export interface RequestChannel {
  readonly open: boolean;
  /** `accept` says whether a block belongs to what was asked; one that does not ends the channel. */
  send(request: SyncRequest, accept: (block: Block) => boolean, options?: TransferOptions): Promise<Result<Answer, SourceError>>;
  close(): void;
}

interface Waiting {
  readonly frame: Uint8Array;
  readonly accept: (block: Block) => boolean;
  readonly blocks: Block[];
  readonly checks: Promise<boolean>[];
  bytes: number;
  readonly onBytes: TransferOptions['onBytes'];
  readonly settle: (result: Result<Answer, SourceError>) => void;
}

const requestsUnderWay = 4;

export function createRequestChannel(stream: Stream, limits: SyncLimits): RequestChannel {
  const reader = createAnswerReader(limits);
  /** Sent, in order; the answers come in the same order. */
  const waiting: Waiting[] = [];
  const unsent: Waiting[] = [];
  let ended: SourceError | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const fail = (error: SourceError): void => {
    if (ended) return;
    ended = error;
    clearTimeout(timer);
    stream.removeEventListener('message', onMessage);
    stream.abort(new Error(error.type));
    for (const { settle } of [...waiting.splice(0), ...unsent.splice(0)]) settle(err(error));
  };
  const watchProgress = (): void => {
    clearTimeout(timer);
    if (waiting.length > 0) timer = setTimeout(() => fail({ type: 'timed-out' }), limits.stallMs);
  };

  const sendNext = (): void => {
    while (!ended && waiting.length < requestsUnderWay) {
      const next = unsent.shift();
      if (!next) break;
      waiting.push(next);
      if (waiting.length === 1) watchProgress();
      try {
        stream.send(next.frame);
      } catch (error) {
        fail({ type: 'unreachable', reason: error instanceof Error ? error.message : 'stream closed' });
      }
    }
  };

  const takeBlock = (block: Block): void => {
    const current = waiting[0];
    if (!current) throw new Error('bytes that nobody asked for');
    current.bytes += block.bytes.length;
    if (current.bytes > limits.responseBytes + limits.blockBytes) throw new Error('answer too large');
    if (!current.accept(block)) throw new Error('block that was not asked for');
    current.blocks.push(block);
    current.checks.push(hashMatches(block));
  };
  const takeEnd = (status: number, completed: number): void => {
    const current = waiting.shift();
    if (!current) throw new Error('end that nobody waits for');
    sendNext();
    if (status === syncStatus.refused) {
      current.settle(err({ type: 'unreachable', reason: 'peer refused the request' }));
      return;
    }
    void Promise.all(current.checks).then((matches) => {
      if (matches.every(Boolean)) {
        current.settle(ok({ blocks: current.blocks, truncated: status === syncStatus.truncated, completed }));
        return;
      }
      const error: SourceError = { type: 'wrong-data', reason: 'block does not match its hash' };
      current.settle(err(error));
      fail(error);
    });
  };
  const onMessage = (event: StreamMessageEvent): void => {
    try {
      const bytes = event.data.subarray();
      // Those that wait their turn see that the peer goes on.
      for (const { onBytes } of [...waiting, ...unsent]) onBytes?.(bytes.length);
      for (const item of reader.push(bytes)) {
        if (item.type === 'block') takeBlock(item.block);
        else takeEnd(item.status, item.completed);
      }
      watchProgress();
    } catch (error) {
      fail({ type: 'wrong-data', reason: error instanceof Error ? error.message : 'bad answer' });
    }
  };
  const onClose = (): void => fail({ type: 'unreachable', reason: 'stream closed' });
  stream.addEventListener('message', onMessage);
  stream.addEventListener('close', onClose);
  stream.addEventListener('remoteCloseWrite', onClose);

  return {
    get open() {
      return ended === undefined && stream.status === 'open';
    },
    send(request, accept, { signal, onBytes } = {}) {
      if (ended) return Promise.resolve(err(ended));
      if (signal?.aborted) return Promise.resolve(err({ type: 'aborted' }));
      const { promise, resolve } = Promise.withResolvers<Result<Answer, SourceError>>();
      const entry: Waiting = { frame: encodeRequest(request, limits), accept, blocks: [], checks: [], bytes: 0, onBytes, settle };
      // An answer that nobody wants any more still passes through the stream, unless it is the only one under way.
      function onAbort(): void {
        resolve(err({ type: 'aborted' }));
        const position = unsent.indexOf(entry);
        if (position !== -1) unsent.splice(position, 1);
        else if (waiting.length === 1 && waiting[0] === entry) fail({ type: 'aborted' });
      }
      function settle(result: Result<Answer, SourceError>): void {
        signal?.removeEventListener('abort', onAbort);
        resolve(result);
      }
      signal?.addEventListener('abort', onAbort, { once: true });
      unsent.push(entry);
      sendNext();
      return promise;
    },
    close() {
      fail({ type: 'unreachable', reason: 'closed' });
    },
  };
}
