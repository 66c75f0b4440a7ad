import type { CID } from 'multiformats/cid';
import type { BlockStore } from '../../protocol/ports/block-store.ts';
import type { Did } from '../../protocol/brand.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { digestMultibase, mediaTreePath, mediaTypes } from '../../protocol/identity/digest.ts';
import { fetchFiles, type LocalFile } from './local-files.ts';
import type { SourceSet } from './source-set.ts';

/** Largest file that is fetched and kept, in bytes. */
export const mediaLimitBytes = 16 * 2 ** 20;

/**
 * Fetches the file with this digest from the author's tree, checks it, and stores it as somebody else's. The extension is part of
 * the name and not known here, so all are asked for at once: the directories on the way are the same blocks. `missing` when nobody who is
 * there has this tree, `absent` when it is not in it or is something else.
 */
export async function fetchMedia(
  parts: { readonly store: AccountStore; readonly blocks: BlockStore },
  request: { readonly author: Did; readonly digest: string; readonly root: CID },
  sources: SourceSet,
): Promise<LocalFile['type']> {
  const { store } = parts;
  const { digest, root } = request;
  if (!/^zQm[1-9A-HJ-NP-Za-km-z]{44}$/.test(digest)) return 'absent';
  const paths = mediaTypes.map((mediaType) => mediaTreePath(digest, mediaType));
  const files = await fetchFiles(parts.blocks, sources, { root, paths, limitBytes: mediaLimitBytes });
  for (const [index, file] of files.entries()) {
    const mediaType = mediaTypes[index];
    if (file.type !== 'here' || mediaType === undefined) continue;
    if (digestMultibase(file.bytes) !== digest) continue;
    await store.putMedia({ digest, mediaType, bytes: file.bytes, own: false });
    return 'here';
  }
  return files.some((file) => file.type === 'missing') ? 'missing' : 'absent';
}
