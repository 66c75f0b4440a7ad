import type { CID } from 'multiformats/cid';
import type { Block } from '../../protocol/ports/block-store.ts';
import type { Source, SourceError, TransferOptions } from '../../protocol/ports/network.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { cidOf, nodeCode } from '../../protocol/tree/block.ts';
import { fetchBounded, type FetchError } from '../bounded-fetch.ts';
import { createLimiter } from '../limiter.ts';
import { syncLimits } from '../sync/protocol.ts';
import { blockKey, createConnectionCheck, hashMatches } from '../sync/verify.ts';
import { readCar } from './car.ts';

const requestsAtOnce = 6;
/** For one block or less. */
const timeoutMs = 30_000;
/** For a whole file over a slow line; whoever asks gives up earlier when nothing comes. */
const fileTimeoutMs = 600_000;

/** A gateway as a source: trustless gateway requests (CAR for paths, raw for blocks), every byte checked here. */
export function createGatewaySource(origin: string): Source {
  const limiter = createLimiter(requestsAtOnce);

  const fetchPath = async (root: CID, path: string, options: TransferOptions = {}): Promise<Result<Block[], SourceError>> => {
    const steps = path.split('/').map(encodeURIComponent).join('/');
    const url = `${origin}/ipfs/${root}/${steps}?format=car&dag-scope=entity`;
    const headers = { accept: 'application/vnd.ipld.car; version=1; order=dfs; dups=n' };
    const answer = await fetchBounded(
      url,
      { headers },
      { ...options, maxBytes: syncLimits.responseBytes, timeoutMs: fileTimeoutMs },
    );
    if (!answer.ok) return err(asSourceError(answer.error));
    if (answer.value.status === 404) return ok([]);
    if (answer.value.status !== 200) return err({ type: 'unreachable', reason: `HTTP ${answer.value.status}` });
    const blocks = await readCar(answer.value.bytes);
    if (!blocks) return err({ type: 'wrong-data', reason: 'not a CAR file' });
    const connected = createConnectionCheck(root);
    if (!blocks.every((block) => connected.add(block))) return err({ type: 'wrong-data', reason: 'block of another tree' });
    const matches = await Promise.all(blocks.map(hashMatches));
    return matches.every(Boolean) ? ok(blocks) : err({ type: 'wrong-data', reason: 'block does not match its hash' });
  };

  const fetchBlock = async (cid: CID, options: TransferOptions = {}): Promise<Result<Block[], SourceError>> => {
    const url = `${origin}/ipfs/${cid}?format=raw`;
    const headers = { accept: 'application/vnd.ipld.raw' };
    const answer = await fetchBounded(url, { headers }, { ...options, maxBytes: syncLimits.blockBytes, timeoutMs });
    if (!answer.ok) return err(asSourceError(answer.error));
    if (answer.value.status === 404) return ok([]);
    if (answer.value.status !== 200) return err({ type: 'unreachable', reason: `HTTP ${answer.value.status}` });
    const block = { cid, bytes: answer.value.bytes };
    return (await hashMatches(block)) ? ok([block]) : err({ type: 'wrong-data', reason: 'block does not match its hash' });
  };

  const gather = async <Item>(
    items: readonly Item[],
    fetchOne: (item: Item) => Promise<Result<Block[], SourceError>>,
  ): Promise<Result<Block[], SourceError>> => {
    const answers = await Promise.all(items.map((item) => limiter.run(() => fetchOne(item))));
    const blocks = new Map<string, Block>();
    for (const answer of answers) {
      if (!answer.ok) return answer;
      for (const block of answer.value) blocks.set(blockKey(block.cid), block);
    }
    return ok([...blocks.values()]);
  };

  return {
    kind: 'gateway',
    label: origin,
    fetchPaths: (root, paths, options) => gather(paths, (path) => fetchPath(root, path, options)),
    fetchBlocks: (cids, options) => gather(cids, (cid) => fetchBlock(cid, options)),
    async servedRoot(name, options) {
      const headers = { accept: 'application/vnd.ipld.raw' };
      const limits = { maxBytes: syncLimits.blockBytes, timeoutMs, signal: options?.signal };
      const answer = await fetchBounded(`${origin}/ipns/${name}?format=raw`, { headers }, limits);
      return answer.ok && answer.value.status === 200 ? cidOf(nodeCode, answer.value.bytes) : undefined;
    },
  };
}

function asSourceError(error: FetchError): SourceError {
  return error.type === 'too-large' ? { type: 'wrong-data', reason: 'too large' } : error;
}
