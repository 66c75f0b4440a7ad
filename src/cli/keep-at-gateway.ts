import type { CID } from 'multiformats/cid';
import { openDatabase } from '../gateway/database/database.ts';
import { createKeptBlocks, type KeptBlocks } from '../gateway/database/kept-blocks.ts';
import { openHostedAccounts } from '../gateway/hosting/hosted-accounts.ts';
import { createLevelBlockStore } from '../gateway/level-block-store.ts';
import { defaultQuotaBytes } from '../gateway/settings.ts';
import { accountPaths } from '../protocol/identity/paths.ts';
import type { Block, BlockStore } from '../protocol/ports/block-store.ts';
import { err, ok, type Result } from '../protocol/result.ts';
import { textOf } from '../protocol/tree/documents.ts';
import { createTreeDraft } from '../protocol/tree/tree-draft.ts';
import { walkTree } from '../protocol/tree/walk.ts';
import type { OpenTree } from './trees/open-tree.ts';

const blocksAtOnce = 256;

/**
 * Gives a verified tree to the gateway whose data folder this is (it must not be running): it keeps the account from then on, and
 * serves this version until a newer record comes. Never puts an older version in the place of a newer one. Answers the bytes kept;
 * the error is a sentence.
 */
export async function keepAtGateway(tree: OpenTree, folder: string): Promise<Result<number, string>> {
  const database = await openDatabase(folder);
  if (!database.ok) return err(`${folder} cannot be opened; a gateway that runs has it to itself: ${database.error}`);
  try {
    const accounts = await openHostedAccounts(database.value);
    const blocks = createLevelBlockStore(database.value);
    const { did, root, store } = tree;
    const account = accounts.get(did) ?? (await accounts.add(did, defaultQuotaBytes));
    if (account.root !== undefined) {
      const [kept, brought] = [await outboxUpdated(blocks, account.root, tree), await outboxUpdated(store, root, tree)];
      if (kept > brought) return err(`The gateway has a newer version already (${kept}; this one is of ${brought}).`);
    }
    const keptBlocks = createKeptBlocks(database.value);
    const wanted = await keepAll(keptBlocks, account.number, store, root);
    // Before the root is named: what a gateway names is there.
    const { write } = accounts.prepare(did, { root, untidy: false, mediaMissing: wanted.isMissing });
    await keptBlocks.keep(account.number, wanted.folders, [write]);
    const usedBytes = await keptBlocks.sweep(account.number, wanted.cids);
    const row = accounts.prepare(did, { root, usedBytes, untidy: false, mediaMissing: wanted.isMissing });
    await database.value.write([row.write]);
    return ok(usedBytes);
  } finally {
    await database.value.close();
  }
}

interface Kept {
  readonly cids: ReadonlySet<string>;
  /** Directory blocks, children before parents: a mark on one says that all below it is kept. */
  readonly folders: readonly Block[];
  readonly isMissing: boolean;
}

async function keepAll(kept: KeptBlocks, account: number, store: BlockStore, root: CID): Promise<Kept> {
  const cids = new Set<string>();
  const folders: (Block & { readonly path: string })[] = [];
  let leaves: Block[] = [];
  let isMissing = false;
  for await (const { path, cid, kind, bytes } of walkTree(store, root)) {
    isMissing ||= kind === 'missing';
    if (bytes === undefined) continue;
    cids.add(cid.toString());
    if (kind === 'directory') folders.push({ path, cid, bytes });
    else leaves.push({ cid, bytes });
    if (leaves.length >= blocksAtOnce) {
      await kept.keep(account, leaves);
      leaves = [];
    }
  }
  await kept.keep(account, leaves);
  // While pictures are missing their folders are not kept, as when the gateway copies an account itself.
  const whole = folders.filter(({ path }) => !isMissing || (path !== 'm' && !path.startsWith('m/')));
  return { cids, folders: whole.toReversed(), isMissing };
}

async function outboxUpdated(store: BlockStore, root: CID, { did }: OpenTree): Promise<string> {
  const outbox = await createTreeDraft(store, root, did).document(accountPaths(did).outbox);
  return textOf(outbox, 'updated') ?? '';
}
