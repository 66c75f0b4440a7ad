import { existsSync } from 'node:fs';
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { accountOfTree } from '../../services/website/account-files.ts';
import { openZip } from '../../services/website/read-zip.ts';
import { treeOfFiles } from '../../services/website/tree-of-files.ts';
import { accountIn } from '../find-account.ts';
import { openCarBlocks } from './car-blocks.ts';
import { fetchTree } from './fetch-tree.ts';
import { createFolderFiles } from './folder-files.ts';
import { openGatewayData } from './gateway-data.ts';

/** An account's tree, wherever it came from; nothing of it has been verified but that blocks hash to their CIDs. */
export interface OpenTree {
  readonly did: Did;
  readonly root: CID;
  readonly store: BlockStore;
  /** What somebody should know about where it came from. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

export interface TreeRequest {
  /** Address, web address, folder, `.car` or `.zip`. */
  readonly from: string;
  /** Which account, where the place has several. */
  readonly account: string | undefined;
  /** Gateways to ask for an address. */
  readonly via: readonly string[];
}

/** What the help of commands says about where trees can come from. */
export const placesHelp = `  did:key:z6Mk…, k51…, ipns://k51…   an account, from a gateway (--via; else http://localhost:8787)
  https://me.example                 a website that is one account's
  a folder                           an exported website, or the data folder of a gateway that is not running
  a file.car, a file.zip             a tree as a CAR, a website as a zip`;

/** Opens what somebody named. The error is a sentence. */
export async function openTree(request: TreeRequest): Promise<Result<OpenTree, string>> {
  const { from } = request;
  if (!existsSync(from)) return fetchTree(request);
  const wanted = request.account === undefined ? undefined : accountIn(request.account);
  if (request.account !== undefined && wanted === undefined)
    return err(`--account: "${request.account.slice(0, 80)}" is no account.`);
  const isFolder = (await stat(from)).isDirectory();
  if (isFolder && existsSync(join(from, 'database'))) return openGatewayData(from, wanted);
  const opened = isFolder ? await openFolder(from) : from.endsWith('.zip') ? await openZipFile(from) : await openCarFile(from);
  if (!opened.ok || wanted === undefined || opened.value.did === wanted) return opened;
  await opened.value.close();
  return err(`${from} is of another account: ${opened.value.did}`);
}

async function openFolder(folder: string): Promise<Result<OpenTree, string>> {
  const found = await treeOfFiles(createFolderFiles(folder));
  return found.ok ? ok({ ...found.value, notes: [], close: async () => {} }) : err(`${folder}: ${found.error}`);
}

async function openZipFile(file: string): Promise<Result<OpenTree, string>> {
  const zip = await openZip(await openAsBlob(file));
  if (!zip.ok) return err(`${file}: ${zip.error}`);
  const found = await treeOfFiles(zip.value);
  if (found.ok) return ok({ ...found.value, notes: [], close: () => zip.value.close() });
  await zip.value.close();
  return err(`${file}: ${found.error}`);
}

async function openCarFile(file: string): Promise<Result<OpenTree, string>> {
  const car = await openCarBlocks(file);
  if (!car.ok) return err(`${file}: ${car.error}`);
  const { root, store, close } = car.value;
  const did = await accountOfTree(store, root);
  if (did !== undefined) return ok({ did, root, store, notes: [], close });
  await close();
  return err(`${file}: it holds no account, or more than one`);
}
