import type { Connection, Libp2p, PeerId, Stream } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import { createLimiter } from '../../network/limiter.ts';
import { isTreeCid } from '../../network/sync/verify.ts';
import { createBudget } from '../../protocol/budget.ts';
import type { Block, BlockStore } from '../../protocol/ports/block-store.ts';
import { decodeWants, encodeAnswer, type Want } from './bitswap-message.ts';
import { messagesOf } from './stream-messages.ts';

const protocol = '/ipfs/bitswap/1.2.0';

/** Bytes, counts, milliseconds. */
export interface BitswapLimits {
  /** Of a message that comes in: want lists are small, and nobody is asked for blocks. */
  readonly messageBytes: number;
  /** Wants in one message, and wants of one peer that wait for their answer. */
  readonly wants: number;
  readonly streamsPerPeer: number;
  /** Messages a peer may send: saved up, and a second. */
  readonly burst: number;
  readonly perSecond: number;
  /** Blocks of this size are sent to whoever asks whether they are here. */
  readonly smallBlockBytes: number;
  /** Of a message that goes out, give or take one block. */
  readonly answerBytes: number;
  readonly peersAtOnce: number;
  /** Without progress. */
  readonly stallMs: number;
}

export const bitswapLimits: BitswapLimits = {
  messageBytes: 512 * 1024,
  wants: 1024,
  streamsPerPeer: 16,
  burst: 400,
  perSecond: 40,
  smallBlockBytes: 1024,
  answerBytes: 512 * 1024,
  peersAtOnce: 16,
  stallMs: 20_000,
};

const blocksPerRead = 32;

interface Peer {
  readonly id: PeerId;
  /** Open streams of theirs. */
  streams: number;
  /** What they want and have not been answered yet, by CID, the oldest first. */
  readonly wants: Map<string, Want>;
  answering: boolean;
}

/**
 * Hands out the blocks that are kept here, and nothing else, to whoever speaks Bitswap 1.2.0: Kubo and other IPFS nodes. It never asks
 * for blocks, keeps none that are sent, and does not remember what it could not give: who waits for that asks again.
 */
export async function serveBitswap(
  libp2p: Pick<Libp2p, 'handle' | 'getConnections'>,
  blocks: BlockStore,
  limits: BitswapLimits = bitswapLimits,
): Promise<void> {
  const peers = new Map<string, Peer>();
  const budget = createBudget(limits);
  const limiter = createLimiter(limits.peersAtOnce);

  const forgetIdle = (key: string, peer: Peer): void => {
    if (peer.streams === 0 && !peer.answering && peer.wants.size === 0) peers.delete(key);
  };

  const answerAll = async (peer: Peer): Promise<void> => {
    const connection = libp2p.getConnections(peer.id).find((open) => open.limits === undefined && open.status === 'open');
    if (connection === undefined) return peer.wants.clear();
    const stream = await connection.newStream(protocol, { signal: AbortSignal.timeout(limits.stallMs) });
    try {
      while (peer.wants.size > 0) {
        const wants = [...peer.wants.values()].slice(0, blocksPerRead);
        await answerSome(stream, peer, wants, await blocks.getMany(wants.map(({ cid }) => cid)), limits);
      }
      await stream.close({ signal: AbortSignal.timeout(limits.stallMs) });
    } catch (error) {
      peer.wants.clear();
      stream.abort(error instanceof Error ? error : new Error('bitswap failed'));
    }
  };

  const startAnswering = (key: string, peer: Peer): void => {
    if (peer.answering || peer.wants.size === 0) return;
    peer.answering = true;
    limiter
      .run(() => answerAll(peer))
      .catch(() => peer.wants.clear())
      .finally(() => {
        peer.answering = false;
        // What came while the stream was being closed.
        startAnswering(key, peer);
        forgetIdle(key, peer);
      });
  };

  const take = (key: string, peer: Peer, message: Uint8Array): void => {
    if (!budget.take(key, Date.now())) throw new Error('too many bitswap messages');
    for (const want of decodeWants(message, limits.wants)) {
      const name = want.cid.toString();
      peer.wants.delete(name);
      // Beyond the limit it is as if the block were not here, but nobody is told so.
      if (!want.cancel && peer.wants.size < limits.wants) peer.wants.set(name, want);
    }
    startAnswering(key, peer);
  };

  const serve = async (stream: Stream, connection: Connection): Promise<void> => {
    const key = connection.remotePeer.toString();
    const peer = peers.get(key) ?? { id: connection.remotePeer, streams: 0, wants: new Map<string, Want>(), answering: false };
    if (peer.streams >= limits.streamsPerPeer) {
      stream.abort(new Error('too many bitswap streams'));
      return;
    }
    peers.set(key, peer);
    peer.streams += 1;
    try {
      for await (const message of messagesOf(stream, limits.messageBytes)) take(key, peer, message);
      await stream.close({ signal: AbortSignal.timeout(limits.stallMs) });
    } catch (error) {
      stream.abort(error instanceof Error ? error : new Error('bitswap failed'));
    } finally {
      peer.streams -= 1;
      forgetIdle(key, peer);
    }
  };

  await libp2p.handle(protocol, serve, { maxInboundStreams: limits.streamsPerPeer, runOnLimitedConnection: false });
}

/** Answers as many of `wants` as fit one message; the rest stay for the next. */
async function answerSome(
  stream: Stream,
  peer: Peer,
  wants: readonly Want[],
  found: readonly (Uint8Array | undefined)[],
  limits: BitswapLimits,
): Promise<void> {
  const sent: Block[] = [];
  const have: CID[] = [];
  const dontHave: CID[] = [];
  let sentBytes = 0;
  for (const [index, want] of wants.entries()) {
    if (sentBytes >= limits.answerBytes) break;
    // Cancelled, or asked anew, while the blocks were being read.
    if (peer.wants.get(want.cid.toString()) !== want) continue;
    peer.wants.delete(want.cid.toString());
    const { cid } = want;
    const bytes = isTreeCid(cid) ? found[index] : undefined;
    if (bytes === undefined) {
      if (want.sendDontHave) dontHave.push(cid);
    } else if (want.haveOnly && bytes.length > limits.smallBlockBytes) {
      have.push(cid);
    } else {
      sent.push({ cid, bytes });
      sentBytes += bytes.length;
    }
  }
  if (sent.length + have.length + dontHave.length === 0) return;
  const free = stream.send(encodeAnswer({ blocks: sent, have, dontHave }));
  if (!free) await stream.onDrain({ signal: AbortSignal.timeout(limits.stallMs) });
}
