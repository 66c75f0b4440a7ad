import { checkDocument, checkPage } from '../../protocol/activity-streams/check.ts';
import type { Did } from '../../protocol/brand.ts';
import { encodeBase58 } from '../../protocol/identity/base58.ts';
import { digestMultibase } from '../../protocol/identity/digest.ts';
import { canonicalId } from '../../protocol/identity/ids.ts';
import { treePathToId } from '../../protocol/identity/paths.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { MissingBlockError } from '../../protocol/tree/block.ts';
import { maxFileBytes, readFile } from '../../protocol/tree/file.ts';
import type { TreeFile } from '../../protocol/tree/list-files.ts';

/** Something in the tree that is not what it should be there. */
export interface FileProblem {
  readonly path: string;
  readonly reason: string;
  /** Only a part of the file: readers take the rest. */
  readonly isInside?: boolean;
}

/** Bytes of a file. @throws MissingBlockError when they are not here; undefined when they make no file. */
export async function bytesOf(store: BlockStore, file: TreeFile): Promise<Uint8Array | undefined> {
  const read = await readFile(store, file.cid, maxFileBytes);
  if (read.type === 'missing') throw new MissingBlockError(read.cid);
  return read.type === 'found' ? read.bytes : undefined;
}

/** The document at `path`, if it holds by itself (bridge-spec section 8) and its id belongs to the path. */
export async function checkFile(
  did: Did,
  path: string,
  bytes: Uint8Array | undefined,
  verifier: Verifier,
): Promise<Result<JsonObject, FileProblem>> {
  if (bytes === undefined) return err({ path, reason: 'cannot be read' });
  const checked = await checkDocument(bytes, did, verifier);
  if (!checked.ok) return err({ path, reason: `${checked.error.type}: ${checked.error.detail}` });
  const { document } = checked.value;
  return belongsTo(did, path, document) ? ok(document) : err({ path, reason: 'wrong-place: the id is of another file' });
}

/** As `checkFile`, for a page of the outbox with all that it carries; names what is wrong with each activity. */
export async function checkPageFile(
  did: Did,
  path: string,
  bytes: Uint8Array | undefined,
  verifier: Verifier,
): Promise<readonly FileProblem[]> {
  if (bytes === undefined) return [{ path, reason: 'cannot be read' }];
  const checked = await checkPage(bytes, did, verifier);
  if (!checked.ok) return [{ path, reason: `${checked.error.type}: ${checked.error.detail}` }];
  if (!belongsTo(did, path, checked.value.document)) return [{ path, reason: 'wrong-place: the id is of another file' }];
  return checked.value.activities.flatMap((activity) =>
    activity.ok ? [] : [{ path, reason: `an activity: ${activity.error.type}: ${activity.error.detail}`, isInside: true }],
  );
}

/** Are these the bytes that the name of the media file promises? By the platform's digest where it has one. */
export async function matchesMediaName(path: string, bytes: Uint8Array, verifier: Verifier): Promise<boolean> {
  const digest = await verifier.digest?.(bytes);
  const name = digest === undefined ? digestMultibase(bytes) : encodeBase58(Uint8Array.of(0x12, 0x20, ...digest));
  return path.slice(path.lastIndexOf('/') + 1).startsWith(`${name}.`);
}

const belongsTo = (did: Did, path: string, { id }: JsonObject): boolean =>
  typeof id === 'string' && canonicalId(id) === treePathToId(did, path);
