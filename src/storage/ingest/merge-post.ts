import type { ObjectId } from '../../protocol/brand.ts';
import type { PostRecord, PostVersion } from '../../protocol/ports/records.ts';
import type { IngestBatch } from '../../protocol/ports/store.ts';
import type { StoredPost } from '../account/account-schema.ts';
import { withVersion } from './earlier-versions.ts';
import { toStored } from './stored-post.ts';

/** What arrived says nothing new. */
export const unchanged = Symbol('unchanged');

/**
 * What to keep when `post` arrives (bridge-spec section 8, `apply`): the higher `updatedMs` of the same author wins, equal ones and
 * deleted ones stay as they are. The place in the timelines (`atMs`) is that of the first arrival; a copy that belongs in the home
 * timeline brings the post there even when its text is known. What versions said that do not win is kept beside the one that does.
 */
export function mergePost(before: StoredPost | undefined, post: PostRecord): StoredPost | typeof unchanged {
  if (post.deleted) return deletePost(before, { id: post.id, author: post.author, atMs: post.updatedMs });
  if (before === undefined) return toStored(post);
  if (before.author !== post.author) return before.deleted ? toStored(post) : unchanged;
  if (before.deleted) return unchanged;
  const home = before.home ?? post.home;
  if (post.updatedMs > before.updatedMs)
    return toStored({
      ...withEarlier(post, withVersion(post, before.earlier ?? [], before)),
      home,
      atMs: before.atMs ?? post.atMs,
    });
  // An older version that comes later, as in an outbox read from its end: signed, or it could be anybody's invention.
  const isOlder = post.updatedMs < before.updatedMs && post.provenance.type === 'signed';
  const earlier = isOlder ? withVersion(before, before.earlier ?? [], post) : before.earlier;
  const after = earlier === before.earlier || earlier?.length === 0 ? before : { ...before, earlier };
  if (home === 1 && before.home !== 1) return { ...after, home };
  return after === before ? unchanged : after;
}

const withEarlier = (post: PostRecord, earlier: readonly PostVersion[]): PostRecord =>
  earlier.length === 0 ? post : { ...post, earlier };

/**
 * What to keep when a post is deleted: only the memory that it was. Posts of other authors stay; a post that never came is remembered
 * too, so that it cannot come later.
 */
export function deletePost(
  before: StoredPost | undefined,
  deletion: IngestBatch['deletedPosts'][number],
): StoredPost | typeof unchanged {
  if (before !== undefined && (before.deleted || before.author !== deletion.author)) return unchanged;
  return {
    id: deletion.id,
    author: deletion.author,
    updatedMs: deletion.atMs,
    deletedAtMs: deletion.atMs,
    object: { id: deletion.id, type: 'Tombstone' } satisfies { id: ObjectId; type: string },
    content: [],
    provenance: before?.provenance ?? { type: 'signed' },
    deleted: true,
  };
}
