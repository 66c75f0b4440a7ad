import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import type { Block, BlockStore } from '../../protocol/ports/block-store.ts';
import { pathBlocks } from '../../protocol/tree/read-path.ts';
import { cachedReads } from './cached-reads.ts';
import {
  encodeEnd,
  encodeSection,
  parseRequest,
  SYNC_PROTOCOL,
  syncLimits,
  type SyncLimits,
  type SyncRequest,
  syncStatus,
} from './protocol.ts';
import { createRequestReader } from './request-reader.ts';
import { blockKey } from './verify.ts';

const blocksPerRead = 32;
const pathsPerRead = 8;

/**
 * Answers other nodes' requests from `blocks`, and from nothing else. Keeps to `limits`: request size, counts, bytes of one answer,
 * streams a peer, time without progress. A peer that breaks them loses its stream.
 */
export async function serveSync(
  libp2p: Pick<Libp2p, 'handle'>,
  blocks: BlockStore,
  limits: SyncLimits = syncLimits,
): Promise<void> {
  const open = new Map<string, number>();
  const serve = async (stream: Stream, connection: Connection): Promise<void> => {
    const peer = connection.remotePeer.toString();
    const streams = (open.get(peer) ?? 0) + 1;
    if (streams > limits.streamsPerPeer) {
      stream.abort(new Error('too many sync streams'));
      return;
    }
    open.set(peer, streams);
    try {
      await answerAll(stream, blocks, limits);
    } catch (error) {
      stream.abort(error instanceof Error ? error : new Error('sync failed'));
    } finally {
      const left = (open.get(peer) ?? 1) - 1;
      if (left === 0) open.delete(peer);
      else open.set(peer, left);
    }
  };
  await libp2p.handle(SYNC_PROTOCOL, serve, { maxInboundStreams: limits.streamsPerPeer, runOnLimitedConnection: false });
}

async function answerAll(stream: Stream, blocks: BlockStore, limits: SyncLimits): Promise<void> {
  const requests = createRequestReader(stream, limits);
  try {
    for (;;) {
      const body = await requests.next();
      if (body === undefined) break;
      const request = parseRequest(body, limits);
      if (!request.ok) {
        stream.send(encodeEnd(syncStatus.refused, 0));
        break;
      }
      await answer(stream, request.value, blocks, limits);
    }
    await stream.close({ signal: AbortSignal.timeout(limits.stallMs) });
  } finally {
    requests.stop();
  }
}

async function answer(stream: Stream, request: SyncRequest, blocks: BlockStore, limits: SyncLimits): Promise<void> {
  const sent = new Set<string>();
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let totalBytes = 0;
  const flush = async (): Promise<void> => {
    if (pending.length === 0) return;
    const free = stream.send(join(pending, pendingBytes));
    pending = [];
    pendingBytes = 0;
    if (!free) await stream.onDrain({ signal: AbortSignal.timeout(limits.stallMs) });
  };
  let completed = 0;
  for await (const group of groupsOf(request, blocks)) {
    for (const part of group) {
      if (totalBytes >= limits.responseBytes) {
        pending.push(encodeEnd(syncStatus.truncated, completed));
        pendingBytes += pending.at(-1)?.length ?? 0;
        return flush();
      }
      for (const block of part) {
        const key = blockKey(block.cid);
        if (sent.has(key)) continue;
        sent.add(key);
        for (const piece of encodeSection(block)) {
          pending.push(piece);
          pendingBytes += piece.length;
        }
        totalBytes += block.bytes.length;
        if (pendingBytes >= limits.writeBytes) await flush();
      }
      completed += 1;
    }
  }
  const end = encodeEnd(syncStatus.complete, completed);
  pending.push(end);
  pendingBytes += end.length;
  await flush();
}

/** The asked items in order, a few at a time: for each CID the block, for each path the blocks along it. */
async function* groupsOf(request: SyncRequest, blocks: BlockStore): AsyncGenerator<readonly (readonly Block[])[]> {
  if (request.type === 'blocks') {
    for (let index = 0; index < request.cids.length; index += blocksPerRead) {
      const cids = request.cids.slice(index, index + blocksPerRead);
      const found = await blocks.getMany(cids);
      yield cids.map((cid, at) => asBlocks(cid, found[at]));
    }
    return;
  }
  const { root, paths, have } = request;
  const store = cachedReads(blocks);
  for (let index = 0; index < paths.length; index += pathsPerRead) {
    yield await Promise.all(paths.slice(index, index + pathsPerRead).map((path) => pathBlocks(store, root, path, have)));
  }
}

const asBlocks = (cid: CID, bytes: Uint8Array | undefined): Block[] => (bytes ? [{ cid, bytes }] : []);

function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}
