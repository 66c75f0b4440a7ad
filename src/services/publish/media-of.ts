import type { MediaRecord, OutboxRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { treePathOfMedia } from '../../protocol/tree/media-path.ts';

const batchSize = 500;

/** The pictures that the activities need in the tree. One that is gone from this device is left out; the post goes without it. */
export async function mediaOf(store: AccountStore, activities: readonly OutboxRecord[]): Promise<MediaRecord[]> {
  const digests = [...new Set(activities.flatMap((record) => record.media))];
  const found = await Promise.all(digests.map((digest) => store.media(digest)));
  return found.flatMap((media) => media ?? []);
}

/** Tree paths of pictures that only deleted posts name (bridge-spec section 6, Delete). Reads the whole outbox when there are any. */
export async function unusedMediaPaths(store: AccountStore, activities: readonly OutboxRecord[]): Promise<string[]> {
  const gone = new Set<string>();
  for (const { type, objectId } of activities) {
    if (type !== 'Delete') continue;
    for (const record of await store.outboxFor(objectId)) for (const digest of record.media) gone.add(digest);
  }
  if (gone.size === 0) return [];
  const deleted = new Set<string>();
  const users = new Map<string, Set<string>>();
  let last: OutboxRecord | undefined;
  do {
    const records = await store.outboxRange(last?.rkey, batchSize);
    last = records.at(-1);
    for (const record of records) {
      if (record.type === 'Delete') deleted.add(record.objectId);
      for (const digest of record.media)
        if (gone.has(digest)) users.set(digest, (users.get(digest) ?? new Set()).add(record.objectId));
    }
  } while (last);
  const icon = (await store.profile())?.iconDigest;
  const unused = [...gone].filter((digest) => digest !== icon && [...(users.get(digest) ?? [])].every((id) => deleted.has(id)));
  const media = await Promise.all(unused.map((digest) => store.media(digest)));
  return media.flatMap((record) => (record ? [treePathOfMedia(record)] : []));
}
