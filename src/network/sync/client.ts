import type { Libp2p, PeerId } from '@libp2p/interface';
import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/ports/block-store.ts';
import type { SourceError, TransferOptions } from '../../protocol/ports/network.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { SYNC_PROTOCOL, syncLimits, type SyncLimits } from './protocol.ts';
import { type Answer, createRequestChannel, type RequestChannel } from './request-channel.ts';
import { blockKey, createConnectionCheck } from './verify.ts';

/** Copies blocks from other nodes; keeps one stream a peer open and writes requests to it without waiting. */
export interface SyncClient {
  /** See `Source.fetchPaths`. Any number of paths: they are asked in several requests. */
  fetchPaths(
    peer: PeerId,
    root: CID,
    paths: readonly string[],
    options?: TransferOptions & { readonly have?: CID },
  ): Promise<Result<Block[], SourceError>>;
  /** See `Source.fetchBlocks`. */
  fetchBlocks(peer: PeerId, cids: readonly CID[], options?: TransferOptions): Promise<Result<Block[], SourceError>>;
  close(): void;
}

const dialMs = 10_000;

export function createSyncClient(libp2p: Pick<Libp2p, 'dialProtocol'>, limits: SyncLimits = syncLimits): SyncClient {
  const channels = new Map<string, Promise<RequestChannel>>();

  const openChannel = async (peer: PeerId): Promise<RequestChannel> => {
    const signal = AbortSignal.timeout(dialMs);
    return createRequestChannel(await libp2p.dialProtocol(peer, SYNC_PROTOCOL, { signal }), limits);
  };
  const channelTo = async (peer: PeerId): Promise<RequestChannel> => {
    const key = peer.toString();
    const known = channels.get(key);
    if (known) {
      const channel = await known;
      if (channel.open) return channel;
      if (channels.get(key) === known) channels.delete(key);
      return channelTo(peer);
    }
    const opening = openChannel(peer);
    channels.set(key, opening);
    opening.catch(() => channels.delete(key));
    return opening;
  };

  const ask = async <Item>(
    peer: PeerId,
    items: readonly Item[],
    perRequest: number,
    send: (channel: RequestChannel, part: readonly Item[]) => Promise<Result<Answer, SourceError>>,
  ): Promise<Result<Block[], SourceError>> => {
    let channel: RequestChannel;
    try {
      channel = await channelTo(peer);
    } catch (error) {
      return err({ type: 'unreachable', reason: error instanceof Error ? error.message : 'no stream' });
    }
    /** Asks again for what a truncated answer left out, as long as each answer completes something. */
    const sendUntilComplete = async (part: readonly Item[]): Promise<Result<readonly Block[], SourceError>> => {
      const answer = await send(channel, part);
      if (!answer.ok) return answer;
      const { blocks, truncated, completed } = answer.value;
      if (!truncated || completed === 0 || completed >= part.length) return ok(blocks);
      const rest = await sendUntilComplete(part.slice(completed));
      return rest.ok ? ok([...blocks, ...rest.value]) : rest;
    };
    const parts: Promise<Result<readonly Block[], SourceError>>[] = [];
    for (let index = 0; index < items.length; index += perRequest) {
      parts.push(sendUntilComplete(items.slice(index, index + perRequest)));
    }
    const blocks = new Map<string, Block>();
    for (const answer of await Promise.all(parts)) {
      if (!answer.ok) return answer;
      for (const block of answer.value) blocks.set(blockKey(block.cid), block);
    }
    return ok([...blocks.values()]);
  };

  return {
    fetchPaths: (peer, root, paths, options) =>
      ask(peer, paths, limits.pathsPerRequest, (channel, part) =>
        channel.send(
          { type: 'paths', root, paths: part, ...(options?.have && { have: options.have }) },
          createConnectionCheck(root).add,
          options,
        ),
      ),
    fetchBlocks: (peer, cids, options) =>
      ask(peer, cids, limits.cidsPerRequest, (channel, part) => {
        const wanted = new Set(part.map(blockKey));
        return channel.send({ type: 'blocks', cids: part }, ({ cid }) => wanted.has(blockKey(cid)), options);
      }),
    close() {
      for (const opening of channels.values()) opening.then((channel) => channel.close()).catch(() => {});
      channels.clear();
    },
  };
}
