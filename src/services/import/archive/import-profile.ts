import type { ArchiveAccount } from '../../../protocol/import/archive-account.ts';
import { plainText } from '../../../protocol/plain-text.ts';
import { createMediaService } from '../../media.ts';
import { bioLimit, cleanName, type ProfileInput } from '../../profile.ts';
import type { ArchiveChoices } from './archive-job.ts';
import type { ArchiveParts } from './archive-parts.ts';

/**
 * Takes over name, bio and picture: all of them, or those that say nothing yet. The picture is drawn anew like any other; one that is
 * none changes nothing. False: the account may not be written to now.
 */
export async function importProfile(
  parts: ArchiveParts,
  account: ArchiveAccount,
  picture: Blob | undefined,
  which: ArchiveChoices['profile'],
): Promise<boolean> {
  const present = await parts.store.profile();
  if (present === undefined) return false;
  const takes = (isEmpty: boolean): boolean => which === 'all' || (which === 'empty' && isEmpty);
  const name = cleanName(account.name);
  const bio = plainText(parts.htmlToRichText(account.summary, [])).slice(0, bioLimit).toWellFormed();
  const icon = picture !== undefined && takes(present.iconDigest === undefined) ? await drawn(parts, picture) : undefined;
  const input: ProfileInput = {
    username: present.preferredUsername,
    name: name !== '' && takes(present.name === '' || present.name === present.preferredUsername) ? name : present.name,
    bio: bio !== '' && takes(present.bio === '') ? bio : present.bio,
    icon: icon === undefined ? 'keep' : { digest: icon },
  };
  if (input.name === present.name && input.bio === present.bio && input.icon === 'keep') return true;
  const updated = await parts.author.updateProfile(input);
  return updated.ok || updated.error.type === 'bad-username' || updated.error.type === 'too-long';
}

async function drawn({ store, pictures }: ArchiveParts, picture: Blob): Promise<string | undefined> {
  const attached = await createMediaService({ store, codec: pictures }).attachAvatar(picture);
  return attached.ok ? attached.value : undefined;
}
