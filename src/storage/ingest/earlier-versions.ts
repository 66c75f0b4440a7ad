import type { PostVersion } from '../../protocol/ports/records.ts';
import type { StoredPost } from '../account/account-schema.ts';

/** Of more the oldest one and the newest ones are kept: what it began with, and what changed last. */
export const mostEarlier = 10;

type Said = Pick<StoredPost, 'updatedMs' | 'content' | 'object' | 'earlier'>;

/** The versions before `now`, when `other` is one of the same post; as before when `other` says nothing that is not known. */
export function withVersion(now: Said, earlier: readonly PostVersion[], other: Said): readonly PostVersion[] {
  const version = versionOf(other);
  const known = [...earlier, versionOf(now)];
  if (known.some((one) => one.updatedMs === version.updatedMs || isSame(one, version))) return earlier;
  const all = [...earlier, version].toSorted((one, next) => one.updatedMs - next.updatedMs);
  return all.length <= mostEarlier ? all : [...all.slice(0, 1), ...all.slice(1 - mostEarlier)];
}

function versionOf({ updatedMs, content, object }: Said): PostVersion {
  const { summary, attachment } = object;
  const attached = (Array.isArray(attachment) ? attachment : []).map((one: unknown) => {
    const { name } = Object(one) as { readonly name?: unknown };
    return typeof name === 'string' ? name : '';
  });
  return {
    updatedMs,
    content,
    ...(typeof summary === 'string' && summary !== '' && { warning: summary }),
    ...(attached.length > 0 && { attached }),
  };
}

/** Counts of polls and the like change all the time; that is no edit. */
function isSame(one: PostVersion, other: PostVersion): boolean {
  const said = ({ content, warning, attached }: PostVersion): string => JSON.stringify([content, warning, attached]);
  return said(one) === said(other);
}
