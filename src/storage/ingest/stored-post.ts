import type { PostRecord } from '../../protocol/ports/records.ts';
import type { StoredPost } from '../account/account-schema.ts';

/** A post as it is kept, without the index fields that would put it where it does not belong. */
export function toStored(post: PostRecord): StoredPost {
  const { home, ...rest } = post;
  return home === 1 ? { ...rest, home } : rest;
}

/** A kept post as the port describes it. For a deleted one `atMs` is the moment of its deletion. */
export function fromStored(stored: StoredPost): PostRecord {
  const { home, atMs, deletedAtMs, ...rest } = stored;
  return { ...rest, home: home ?? 0, atMs: atMs ?? deletedAtMs ?? 0 };
}
