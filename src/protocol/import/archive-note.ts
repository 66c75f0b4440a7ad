import { buildNote } from '../activity-streams/build-note.ts';
import type { CanonicalId, Did } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import { timestampOf } from '../proof/timestamp.ts';
import { pollMembers } from './archive-poll.ts';
import type { ArchiveMedia } from './archive-media.ts';
import type { ArchivePost } from './archive-post.ts';

/** A post of an archive in its new place. */
export interface ArchiveNote {
  readonly did: Did;
  readonly id: CanonicalId;
  /** Web origin under which the account writes its ids now. */
  readonly origin?: string;
  readonly post: ArchivePost;
  /** What it answers, as it is to be named. */
  readonly inReplyTo?: string;
  /** Those of its media whose bytes are here. */
  readonly media: readonly (ArchiveMedia & { readonly digest: string })[];
}

/**
 * Unsigned object of an imported post: written when the original was (bridge-spec section 5.3), with the original's page as `url`.
 * A poll is a Question that is closed.
 */
export function buildArchiveNote({ did, id, origin, post, inReplyTo, media }: ArchiveNote): JsonObject {
  const note = buildNote({
    did,
    id,
    origin,
    html: post.html,
    published: timestampOf(post.atMs),
    audience: post.audience,
    warning: post.warning,
    sensitive: post.sensitive,
    language: post.language,
    inReplyTo: inReplyTo === undefined ? undefined : { id: inReplyTo },
    tags: post.tags,
    attachments: media,
    url: post.url,
  });
  return {
    ...note,
    type: post.type,
    ...(post.title !== undefined && { name: post.title }),
    ...(post.poll !== undefined && pollMembers(post.poll)),
  };
}
