import { digestMultibase } from '../identity/digest.ts';
import { canonicalId } from '../identity/ids.ts';
import { mediaPath } from '../identity/paths.ts';
import { mediaPathIn } from '../identity/written-id.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import { textOf } from '../tree/documents.ts';
import { maxFileBytes } from '../tree/file.ts';
import type { CheckContext } from './check-context.ts';
import { readBytes } from './check-file.ts';
import { forEachAtOnce } from './tree-source.ts';

/** A media file of the account's own tree, as an object names it. */
export interface NamedMedia {
  readonly path: string;
  readonly digest: string;
  readonly mediaType: string;
  /** Where it is named. */
  readonly file: string;
}

/** Media files that a document names in its own tree; what is wrong with how they are named is noted (bridge-spec section 11). */
export function mediaNamedBy(context: CheckContext, file: string, document: JsonObject): NamedMedia[] {
  const listed = document['attachment'];
  const parts = [document['icon'], document['image'], ...(Array.isArray(listed) ? listed : [])].filter(isJsonObject);
  return parts.flatMap((part) => {
    const url = textOf(part, 'url') ?? '';
    const digest = textOf(part, 'digestMultibase');
    const path = pathOf(context, url);
    if (path === undefined) return [];
    if (digest === undefined) {
      context.findings.add('media-digest', file, `${url} has no digestMultibase`);
      return [];
    }
    const extension = /\.([a-z0-9]{1,8})$/.exec(path)?.[1] ?? 'bin';
    if (mediaPath(digest, extension) !== path)
      context.findings.add('media-place', file, `${url} is not where its digest belongs`);
    return [{ path, digest, mediaType: textOf(part, 'mediaType') ?? '', file }];
  });
}

/** Own media are named by a portable id, or by an address at the top of an origin under which the account's ids are written. */
function pathOf({ did, ownOrigin, writtenOrigins }: CheckContext, url: string): string | undefined {
  const path = mediaPathIn(url, did);
  if (path === undefined || canonicalId(url) !== undefined) return path;
  const { origin } = new URL(url);
  return origin === ownOrigin || writtenOrigins.has(origin) ? path : undefined;
}

/** Media that were hashed, and how many there are. */
export interface MediaChecked {
  readonly checked: number;
  readonly total: number;
}

/** Reads and hashes media files, the first `limit` of them: those of the newest objects. */
export async function checkMedia(context: CheckContext, named: readonly NamedMedia[], limit: number): Promise<MediaChecked> {
  const byPath = new Map(named.map((media) => [media.path, media]));
  let checked = 0;
  await forEachAtOnce(
    [...byPath.values()].slice(0, limit),
    context.source.atOnce,
    () => context.isOver(),
    async ({ path, digest, file }) => {
      const bytes = await readBytes(context, path, 'media-file', maxFileBytes);
      checked++;
      if (bytes !== undefined && digestMultibase(bytes) !== digest)
        context.findings.add('media-digest', path, `hashes to ${digestMultibase(bytes)}, named in ${file}`);
    },
  );
  return { checked, total: byPath.size };
}
