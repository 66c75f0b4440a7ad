import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import type { Head, Source } from '../../protocol/ports/network.ts';
import type { Result } from '../../protocol/result.ts';
import { err, ok } from '../../protocol/result.ts';
import { removedBlocks } from '../../protocol/tree/diff.ts';
import { listDirectory } from '../../protocol/tree/read-path.ts';
import { walkTree } from '../../protocol/tree/walk.ts';
import type { KeptBlocks } from '../database/kept-blocks.ts';
import { type Copy, type CopyError, createCopy } from './copy.ts';
import { fetchAhead } from './fetch-ahead.ts';
import type { HostedAccount, HostedAccounts } from './hosted-accounts.ts';
import { fetchBelow } from './tree-walk.ts';

export interface CopyAccountOptions {
  readonly accounts: HostedAccounts;
  readonly kept: KeptBlocks;
  readonly blocks: BlockStore;
  readonly verifier: Verifier;
}

const copyMs = 10 * 60_000;
const mediaFolder = 'm';

/**
 * Makes `head` what is served for the account: copies what is missing from `source`, checks every new document, then replaces the
 * root in one write, then fetches pictures, then lets go of what no tree links to any more. On any failure the old root stays.
 */
export async function copyAccount(
  options: CopyAccountOptions,
  account: HostedAccount,
  head: Pick<Head, 'root' | 'sequence'>,
  source: Source,
): Promise<Result<void, CopyError>> {
  const { accounts, kept, blocks } = options;
  const { did, root: previous } = account;
  const { root } = head;
  const signal = AbortSignal.timeout(copyMs);
  const start = (usedBytes: number): Copy =>
    createCopy({ ...options, did, account: account.number, usedBytes, quotaBytes: account.quotaBytes, source, signal });

  if (previous === undefined || !previous.equals(root)) {
    const copy = start(account.usedBytes);
    const ahead = await fetchAhead(copy, source, root, {
      ...(previous ? { have: previous } : {}),
      verifier: options.verifier,
      signal,
    });
    const folders = await fetchBelow(copy, root, { path: '', skip: (path) => path === mediaFolder, before: previous });
    if (!folders.ok) {
      await accounts.update(did, { usedBytes: copy.usedBytes(), untidy: true });
      if (folders.error.type === 'over-quota') await tidy(options, did);
      return folders;
    }
    const heldBytes = folders.value.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const row = accounts.prepare(did, {
      root,
      sequence: head.sequence,
      usedBytes: copy.usedBytes() + heldBytes,
      trouble: undefined,
      mediaMissing: (await mediaOf(copy.staged, root)) !== undefined,
      untidy: account.untidy === true || ahead.untidy,
    });
    await kept.keep(account.number, folders.value, [row.write]);
    row.apply();
  }

  const media = await copyMedia(options, did, root, start);
  if (previous !== undefined && !previous.equals(root)) {
    const gone = await kept.release(account.number, await removedBlocks(blocks, previous, root));
    await accounts.update(did, { usedBytes: Math.max(0, (accounts.get(did)?.usedBytes ?? 0) - gone) });
  }
  if (media.ok && accounts.get(did)?.untidy === true) await tidy(options, did);
  return media;
}

async function copyMedia(
  { accounts, kept, blocks }: CopyAccountOptions,
  did: HostedAccount['did'],
  root: CID,
  start: (usedBytes: number) => Copy,
): Promise<Result<void, CopyError>> {
  const account = accounts.get(did);
  if (account?.mediaMissing !== true) return ok(undefined);
  const media = await mediaOf(blocks, root);
  if (media === undefined) return ok(undefined);
  const copy = start(account.usedBytes);
  const folders = await fetchBelow(copy, media, { path: mediaFolder, skip: () => false });
  if (!folders.ok) {
    await accounts.update(did, { usedBytes: copy.usedBytes(), untidy: true });
    return err(folders.error);
  }
  const heldBytes = folders.value.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const row = accounts.prepare(did, { usedBytes: copy.usedBytes() + heldBytes, mediaMissing: false });
  await kept.keep(account.number, folders.value, [row.write]);
  row.apply();
  return ok(undefined);
}

async function mediaOf(blocks: BlockStore, root: CID): Promise<CID | undefined> {
  return (await listDirectory(blocks, root))?.get(mediaFolder)?.cid;
}

/** Lets go of everything that the served tree does not link to, and counts anew. */
export async function tidy({ accounts, kept, blocks }: CopyAccountOptions, did: HostedAccount['did']): Promise<void> {
  const account = accounts.get(did);
  if (account === undefined) return;
  const wanted = new Set<string>();
  if (account.root !== undefined) for await (const { cid } of walkTree(blocks, account.root)) wanted.add(cid.toString());
  const usedBytes = await kept.sweep(account.number, wanted);
  await accounts.update(did, { usedBytes, untidy: false });
}
