import type { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import type { Block, BlockStore } from '../../protocol/ports/block-store.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import type { Source } from '../../protocol/ports/network.ts';
import type { Result } from '../../protocol/result.ts';
import { err, ok } from '../../protocol/result.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import type { KeptBlocks } from '../database/kept-blocks.ts';
import { checkTreeDocument } from './check-document.ts';

export type CopyError =
  /** The source does not have everything, or went away: another one may. */
  | { readonly type: 'incomplete' }
  | { readonly type: 'over-quota' }
  /** The account itself published what must not be served. */
  | { readonly type: 'garbage'; readonly detail: string };

export interface Document {
  readonly path: string;
  readonly cid: CID;
  readonly bytes: Uint8Array;
}

/** One attempt to copy (a part of) an account's tree from one source. */
export interface Copy {
  readonly did: Did;
  /** What came ahead of being asked for, over what the gateway has. */
  readonly staged: BlockStore;
  /** Bytes kept for the account now, without the folders that are held back. */
  usedBytes(): number;
  keptOf(cids: readonly CID[]): Promise<boolean[]>;
  /** The blocks, from here or from the source; `undefined` where the source has none either. */
  take(cids: readonly CID[]): Promise<Result<(Uint8Array | undefined)[], CopyError>>;
  /** Checks documents, but for those that `trust` named. */
  check(documents: readonly Document[]): Promise<Result<void, CopyError>>;
  /** This document was checked, for this place in the tree, and needs no further check. */
  trust(document: Pick<Document, 'path' | 'cid'>): void;
  /** Counts bytes that will be stored at the end. */
  hold(bytes: number): Result<void, CopyError>;
  store(leaves: readonly Block[]): Promise<Result<void, CopyError>>;
}

export interface CopyOptions {
  readonly did: Did;
  readonly account: number;
  readonly usedBytes: number;
  readonly quotaBytes: number;
  readonly kept: KeptBlocks;
  readonly blocks: BlockStore;
  readonly source: Source;
  readonly verifier: Verifier;
  readonly signal: AbortSignal;
}

export function createCopy(options: CopyOptions): Copy {
  const { did, account, quotaBytes, kept, blocks, source, verifier, signal } = options;
  let used = options.usedBytes;
  let held = 0;
  const trusted = new Set<string>();
  const room = (bytes: number): Result<void, CopyError> =>
    used + held + bytes > quotaBytes ? err({ type: 'over-quota' }) : ok(undefined);
  const staged = createMemoryBlockStore([], blocks);
  return {
    did,
    staged,
    usedBytes: () => used,
    keptOf: (cids) => kept.keptOf(account, cids),
    async take(cids) {
      const found = await staged.getMany(cids);
      const absent = cids.filter((_, index) => found[index] === undefined);
      if (absent.length === 0) return ok(found);
      const fetched = await source.fetchBlocks(absent, { signal });
      if (!fetched.ok) return err({ type: 'incomplete' });
      const byCid = new Map(fetched.value.map((block) => [block.cid.toString(), block.bytes]));
      return ok(cids.map((cid, index) => found[index] ?? byCid.get(cid.toString())));
    },
    trust: (document) => void trusted.add(keyOf(document)),
    async check(all) {
      const documents = all.filter((document) => !trusted.has(keyOf(document)));
      const verdicts = await Promise.all(
        documents.map(async ({ path, bytes }) => (await checkTreeDocument(did, path, bytes, verifier)) !== undefined),
      );
      const bad = documents[verdicts.indexOf(false)];
      return bad === undefined ? ok(undefined) : err({ type: 'garbage', detail: `${bad.path} is not a valid signed document` });
    },
    hold(bytes) {
      const enough = room(bytes);
      if (enough.ok) held += bytes;
      return enough;
    },
    async store(leaves) {
      if (leaves.length === 0) return ok(undefined);
      const enough = room(leaves.reduce((sum, { bytes }) => sum + bytes.length, 0));
      if (!enough.ok) return enough;
      used += await kept.keep(account, leaves);
      return ok(undefined);
    },
  };
}

const keyOf = ({ path, cid }: Pick<Document, 'path' | 'cid'>): string => `${path} ${cid.toString()}`;
