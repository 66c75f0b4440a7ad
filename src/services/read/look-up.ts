import type { CID } from 'multiformats/cid';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { checkDocument } from '../../protocol/activity-streams/check.ts';
import { accountPaths, idToTreePath } from '../../protocol/identity/paths.ts';
import { canonicalId } from '../../protocol/identity/ids.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import { documentByteLimit } from '../../protocol/proof/signed-json.ts';
import { applyActivities } from '../../protocol/reader/apply.ts';
import type { VerifiedActivity } from '../../protocol/reader/verified.ts';
import { createMemoryBlockStore } from '../../protocol/tree/memory-block-store.ts';
import { authorOf, nameOfDid } from '../addresses.ts';
import { timeLimit } from '../timers.ts';
import { fetchMedia } from './fetch-media.ts';
import { fetchFiles, type LocalFile } from './local-files.ts';
import type { ReadParts } from './read-parts.ts';
import { servedRoots } from './served-roots.ts';
import { openSources, type SourceSet } from './source-set.ts';

/** Longest that looking for one thing may take, in ms. */
const lookUpTimeoutMs = 30_000;

/** Whether a tree has it; `missing`: nobody who is there has this tree. */
type Found = LocalFile['type'];

/**
 * Fetches one post of whoever wrote it from that account's sources and stores it, with its author, for threads and boosts only.
 * Nothing else of the account is kept. False when nobody has it or it is not genuine.
 */
export async function lookUpPost(parts: ReadParts, id: ObjectId, via: readonly string[], closing: AbortSignal): Promise<boolean> {
  const author = authorOf(id);
  const path = idToTreePath(id);
  if (author === undefined || path === undefined) return false;
  return lookUp(parts, author, via, closing, (blocks, sources, root) =>
    readPost(parts, { id, author, path, blocks, sources, root }),
  );
}

/** Fetches the profile of an account that is not known yet. */
export async function lookUpPerson(parts: ReadParts, did: Did, via: readonly string[], closing: AbortSignal): Promise<boolean> {
  return lookUp(parts, did, via, closing, async (blocks, sources, root) => {
    const paths = [accountPaths(did).actor];
    const [file] = await fetchFiles(blocks, sources, { root, paths, limitBytes: documentByteLimit });
    if (file?.type !== 'here') return file?.type ?? 'missing';
    return (await ingest(parts, did, file.bytes, undefined)) ? 'here' : 'absent';
  });
}

/** Fetches a picture; with `keep`, its blocks stay too, so that this device can hand it on. */
export async function lookUpMedia(
  parts: ReadParts,
  wanted: { readonly digest: string; readonly author: Did; readonly keep: boolean },
  via: readonly string[],
  closing: AbortSignal,
): Promise<boolean> {
  const { store } = parts;
  return lookUp(parts, wanted.author, via, closing, (overlay, sources, root) => {
    const blocks = wanted.keep ? store.blocks : overlay;
    return fetchMedia({ store, blocks }, { ...wanted, root }, sources);
  });
}

interface PostRequest {
  readonly id: ObjectId;
  readonly author: Did;
  readonly path: string;
  readonly blocks: BlockStore;
  readonly sources: SourceSet;
  readonly root: CID;
}

async function readPost(parts: ReadParts, request: PostRequest): Promise<Found> {
  const { id, author, path, blocks, sources, root } = request;
  const paths = [path, accountPaths(author).actor];
  const [file, actor] = await fetchFiles(blocks, sources, { root, paths, limitBytes: documentByteLimit });
  if (file?.type !== 'here') return file?.type ?? 'missing';
  const checked = await checkDocument(file.bytes, author, parts.verifier, 'object');
  const ownId = checked.ok ? canonicalId(checked.value.value.id) : undefined;
  if (!checked.ok || ownId === undefined || ownId !== id) return 'absent';
  const { document } = checked.value;
  // Shaped like an Update, which tells nobody anything: the file of an object is its newest version.
  const activity: VerifiedActivity = { id: ownId, account: author, type: 'Update', activity: document, object: document };
  await ingest(parts, author, actor?.type === 'here' ? actor.bytes : undefined, activity);
  return (await parts.store.post(id))?.deleted === true ? 'absent' : 'here';
}

async function ingest(
  parts: ReadParts,
  did: Did,
  actorBytes: Uint8Array | undefined,
  activity: VerifiedActivity | undefined,
): Promise<boolean> {
  const { store, verifier, htmlToRichText, clock } = parts;
  const actor = actorBytes === undefined ? undefined : await checkDocument(actorBytes, did, verifier, 'actor');
  const isFollowed = (await store.followOf(did))?.removed === false;
  const batch = applyActivities({
    did,
    activities: activity === undefined ? [] : [activity],
    actor: actor?.ok === true ? actor.value.document : undefined,
    me: store.did,
    home: isFollowed ? 1 : 0,
    nowMs: clock.nowMs(),
    htmlToRichText,
  });
  await store.ingest(batch);
  return batch.person !== undefined;
}

/**
 * Opens the tree of an account for one question: the newest one known here, when that does not answer it the newest there is, and where
 * nobody can bring either, what was read last and what gateways still serve. Never these when a newer one is there and says no: what was
 * deleted stays deleted. False when no head is known or nobody answered.
 */
async function lookUp(
  parts: ReadParts,
  did: Did,
  via: readonly string[],
  closing: AbortSignal,
  read: (blocks: BlockStore, sources: SourceSet, root: CID) => Promise<Found>,
): Promise<boolean> {
  const { network, store } = parts;
  const name = nameOfDid(did);
  const { signal, done } = timeLimit(parts.timers, lookUpTimeoutMs, closing);
  const sources = openSources(network, name, { via, signal, timers: parts.timers });
  const blocks = createMemoryBlockStore([], store.blocks);
  const asked = new Map<string, Found>();
  const isIn = async (root: CID | undefined): Promise<boolean> => {
    if (root === undefined || signal.aborted || asked.has(root.toString())) return false;
    const found = await read(blocks, sources, root);
    asked.set(root.toString(), found);
    return found === 'here';
  };
  try {
    if (await isIn((await store.heads.get(name))?.root)) return true;
    const head = await network.resolve(name, { via, signal });
    if (await isIn(head?.root)) return true;
    if (head === undefined || [...asked.values()].includes('absent')) return false;
    if (await isIn((await store.syncState(did))?.root)) return true;
    for await (const root of servedRoots(network, name, { via, signal, except: head.root })) if (await isIn(root)) return true;
    return false;
  } finally {
    sources.close();
    done();
  }
}
