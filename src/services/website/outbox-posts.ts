import type { CID } from 'multiformats/cid';
import { checkDocument, checkPage } from '../../protocol/activity-streams/check.ts';
import type { Actor } from '../../protocol/activity-streams/actor.ts';
import type { Post } from '../../protocol/activity-streams/object.ts';
import type { CanonicalId, Did } from '../../protocol/brand.ts';
import { accountPaths, idToTreePath, pageNumberOf, pagePath } from '../../protocol/identity/paths.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { actorByteLimit } from '../../protocol/proof/signed-json.ts';
import { embeddedObject } from '../../protocol/tree/documents.ts';
import { readPath } from '../../protocol/tree/read-path.ts';

/** An account's tree of which a few posts are wanted. Whatever is read is verified. */
export interface OutboxReader {
  readonly store: BlockStore;
  readonly root: CID;
  readonly did: Did;
  readonly verifier: Verifier;
}

export interface FoundPost {
  readonly post: Post;
  readonly document: JsonObject;
}

/** The actor; undefined when it is not there or does not hold. */
export async function readActor({ store, root, did, verifier }: OutboxReader): Promise<Actor | undefined> {
  const bytes = await readPath(store, root, accountPaths(did).actor, actorByteLimit);
  const checked = bytes === undefined ? undefined : await checkDocument(bytes, did, verifier, 'actor');
  return checked?.ok === true ? checked.value.value : undefined;
}

/** Number of the newest page; undefined when there is no valid outbox. */
export async function newestPageNumber({ store, root, did, verifier }: OutboxReader): Promise<number | undefined> {
  const bytes = await readPath(store, root, accountPaths(did).outbox);
  const checked = bytes === undefined ? undefined : await checkDocument(bytes, did, verifier, 'outbox');
  return checked?.ok === true ? pageNumberOf(checked.value.value.first) : undefined;
}

/** The object's file as it is now: a post, `gone` for a Tombstone, undefined when there is nothing valid. */
export async function readPost(
  { store, root, did, verifier }: OutboxReader,
  path: string,
): Promise<FoundPost | 'gone' | undefined> {
  const bytes = await readPath(store, root, path);
  const checked = bytes === undefined ? undefined : await checkDocument(bytes, did, verifier, 'object');
  if (checked?.ok !== true || idToTreePath(checked.value.value.id) !== path) return undefined;
  const { value, document } = checked.value;
  return value.type === 'Tombstone' ? 'gone' : { post: value, document };
}

/** Posts whose Create stands on an outbox page, as they are now, newest first; undefined when there is no such page. */
export async function postsOfPage(reader: OutboxReader, page: number): Promise<readonly FoundPost[] | undefined> {
  const { store, root, did, verifier } = reader;
  const bytes = await readPath(store, root, pagePath(did, page));
  const checked = bytes === undefined ? undefined : await checkPage(bytes, did, verifier);
  if (checked?.ok !== true) return undefined;
  const ids = checked.value.activities.flatMap((activity) => {
    const isCreate = activity.ok && activity.value.value.type === 'Create';
    return isCreate ? (embeddedObject(activity.value.document)?.id ?? []) : [];
  });
  const paths = [...new Set<CanonicalId>(ids)].flatMap((id) => idToTreePath(id) ?? []);
  const posts = await Promise.all(paths.map((path) => readPost(reader, path)));
  return posts.filter((post) => post !== undefined && post !== 'gone');
}
