import type { CID } from 'multiformats/cid';
import type { Did } from '../../protocol/brand.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { bucketLimitBytes, bucketName, fromBucket, parseBucketName, toBuckets } from '../../protocol/private-state/buckets.ts';
import type { PrivateEntry } from '../../protocol/private-state/entry.ts';
import { boundedEntries, mergeEntries, newsFor, type PrivateState } from '../../protocol/private-state/merge.ts';
import { privatePath } from '../../protocol/private-state/private-path.ts';
import { readFile } from '../../protocol/tree/file.ts';
import { listDirectory, locatePath } from '../../protocol/tree/read-path.ts';
import type { PrivateCipher } from './cipher.ts';

/** The private files of a tree. */
export interface PrivateFolder {
  /** CID of the folder; undefined when there is none. */
  readonly cid: string | undefined;
  readonly names: readonly string[];
  readonly state: PrivateState;
  /** All files that belong to it were there and could be read. */
  readonly isWhole: boolean;
  /** What was wrong, for the developer tools. */
  readonly troubles: readonly string[];
}

/** What nonce and tag add to a plaintext, bytes. */
const sealBytes = 28;

/** CID of the private folder below `root`. */
export async function privateFolderCid(blocks: BlockStore, did: Did, root: CID | undefined): Promise<CID | undefined> {
  const located = root && (await locatePath(blocks, root, privatePath(did)));
  return located?.type === 'found' ? located.cid : undefined;
}

/** Reads what devices of the account have written. Files that are damaged, foreign or too large are left out and named. */
export async function readPrivateFolder(blocks: BlockStore, cid: CID | undefined, cipher: PrivateCipher): Promise<PrivateFolder> {
  const files = (cid && (await listDirectory(blocks, cid))) ?? new Map();
  const names = [...files.keys()].filter((name) => parseBucketName(name) !== undefined);
  const troubles: string[] = [];
  const lists: (readonly PrivateEntry[])[] = [];
  for (const name of names) {
    const file = await readFile(blocks, files.get(name).cid, bucketLimitBytes + sealBytes);
    const plaintext = file.type === 'found' ? await cipher.open(name, file.bytes) : undefined;
    const bucket = plaintext && fromBucket(plaintext);
    if (bucket === undefined) troubles.push(`private/${name} cannot be read`);
    else lists.push(bucket.entries);
    if (bucket && bucket.refused > 0) troubles.push(`private/${name} has ${bucket.refused} entries that are none`);
  }
  const counts = new Set(names.map((name) => parseBucketName(name)?.count));
  const isWhole = troubles.length === 0 && counts.size === 1 && counts.has(names.length);
  return { cid: cid?.toString(), names, state: mergeEntries(...lists), isWhole, troubles };
}

/** Files of the folder that must change (null: go) for it to say `state`; with the name of the account's base folder before them. */
export async function privateFileChanges(
  did: Did,
  folder: PrivateFolder,
  state: PrivateState,
  cipher: PrivateCipher,
): Promise<ReadonlyMap<string, Uint8Array | null>> {
  const changes = new Map<string, Uint8Array | null>();
  const news = newsFor(folder.state, state);
  if (news.length === 0 && (folder.isWhole || state.size === 0)) return changes;
  const buckets = toBuckets(boundedEntries(state), await cipher.salt());
  const named = (index: number): string => bucketName({ count: buckets.count, index });
  const isSameCut = folder.isWhole && folder.names.length === buckets.count;
  const indexes = isSameCut ? [...new Set(news.map((entry) => buckets.indexOf(entry)))] : [...Array(buckets.count).keys()];
  for (const index of indexes) {
    changes.set(`${privatePath(did)}/${named(index)}`, await cipher.seal(named(index), buckets.plaintext(index)));
  }
  const kept = new Set([...Array(buckets.count).keys()].map(named));
  for (const name of folder.names) if (!kept.has(name)) changes.set(`${privatePath(did)}/${name}`, null);
  return changes;
}
