import type { Profile } from '../protocol/ports/records.ts';
import { err, ok, type Result } from '../protocol/result.ts';

/** Longest name that is shown, in characters. */
export const nameLimit = 100;
/** Longest bio, in characters. */
export const bioLimit = 2000;

/** The rule for `preferredUsername` (bridge-spec section 4). */
export function isUsername(text: string): boolean {
  return /^[A-Za-z0-9_]{1,30}$/.test(text);
}

/** A name on one line, without control characters, cut to `nameLimit`. */
export function cleanName(text: string): string {
  const oneLine = text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
  return [...oneLine].slice(0, nameLimit).join('');
}

export interface ProfileInput {
  readonly name: string;
  readonly username: string;
  readonly bio: string;
  /** Digest of a stored picture, `keep` the present one, or `none`. */
  readonly icon: { readonly digest: string } | 'keep' | 'none';
}

export type ProfileError = { readonly type: 'bad-username' } | { readonly type: 'too-long'; readonly limit: number };

/** The profile after an edit; `publishedAt` never changes (bridge-spec section 2). */
export function editProfile(present: Profile, input: ProfileInput): Result<Profile, ProfileError> {
  const preferredUsername = input.username.trim();
  if (!isUsername(preferredUsername)) return err({ type: 'bad-username' });
  const bio = input.bio.toWellFormed().trim();
  if (bio.length > bioLimit) return err({ type: 'too-long', limit: bioLimit });
  const iconDigest = input.icon === 'keep' ? present.iconDigest : input.icon === 'none' ? undefined : input.icon.digest;
  const { iconDigest: _former, ...kept } = present;
  return ok({
    ...kept,
    preferredUsername,
    name: cleanName(input.name) || preferredUsername,
    bio,
    ...(iconDigest === undefined ? {} : { iconDigest }),
  });
}
