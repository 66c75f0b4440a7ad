import type { CID } from 'multiformats/cid';
import { digestMultibase } from '../../protocol/identity/digest.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { VerifiedActivity } from '../../protocol/reader/verified.ts';
import { treePathOfMedia } from '../../protocol/tree/media-path.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { mediaOfObject } from './adopted-record.ts';

/** Largest media file there may be (bridge-spec section 15). */
const mediaLimitBytes = 64 * 1024 * 1024;

/** Keeps the pictures of adopted posts as own ones, so that the tree can be built again without asking anybody. */
export async function adoptMedia(store: AccountStore, root: CID, activities: readonly VerifiedActivity[]): Promise<void> {
  for (const { digest, mediaType } of activities.flatMap(({ object }) => mediaOfObject(object))) {
    if (await store.media(digest)) continue;
    const bytes = await readPath(store.blocks, root, treePathOfMedia({ digest, mediaType }), mediaLimitBytes);
    if (bytes && digestMultibase(bytes) === digest) await store.putMedia({ digest, mediaType, bytes, own: true });
  }
}
