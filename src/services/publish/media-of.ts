import type { MediaRecord, OutboxRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { treePathOfMedia } from '../../protocol/tree/media-path.ts';

const batchSize = 500;
/** Media of activities that are built into the tree at once, unless a single one has more; bounds memory. */
const mediaAtOnceBytes = 16 * 2 ** 20;

export interface WithMedia {
  readonly activities: readonly OutboxRecord[];
  readonly media: readonly MediaRecord[];
}

/**
 * The activities in their order, in portions of which the media fit into memory, with the files that they need in the tree. One that is
 * gone from this device is left out; the post goes without it.
 */
export async function* withMedia(store: AccountStore, activities: readonly OutboxRecord[]): AsyncGenerator<WithMedia> {
  let portion: OutboxRecord[] = [];
  let media = new Map<string, MediaRecord>();
  let bytes = 0;
  for (const activity of activities) {
    const found = await Promise.all(activity.media.map(async (digest) => media.get(digest) ?? (await store.media(digest))));
    const fresh = found.flatMap((one) => (one === undefined || media.has(one.digest) ? [] : [one]));
    const more = fresh.reduce((sum, one) => sum + one.bytes.length, 0);
    if (portion.length > 0 && bytes + more > mediaAtOnceBytes) {
      yield { activities: portion, media: [...media.values()] };
      portion = [];
      media = new Map();
      bytes = 0;
    }
    portion.push(activity);
    for (const one of fresh) media.set(one.digest, one);
    bytes += more;
  }
  yield { activities: portion, media: [...media.values()] };
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
