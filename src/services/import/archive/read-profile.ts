import { readArchiveAccount, type ArchiveAccount } from '../../../protocol/import/archive-account.ts';
import { normalisedName } from './entry-name.ts';
import { EntryError, readWhole } from './archive-entry.ts';
import { archiveFile } from './archive-files.ts';
import { archiveLimits } from './limits.ts';
import { visitArchive } from './open-archive.ts';
import { inputLimitBytes } from '../../media.ts';

export interface ArchiveProfile {
  readonly account: ArchiveAccount;
  readonly picture?: Blob;
}

/** The actor of an archive and its picture; the file stands beside actor.json and may come before it. */
export async function readProfile(file: Blob, signal: AbortSignal): Promise<ArchiveProfile | undefined> {
  const pictures = new Map<string, Blob>();
  let account: ArchiveAccount | undefined;
  await visitArchive(
    file,
    {
      wants: (name, sizeBytes) => archiveFile(name) === 'actor' || (isAvatar(name) && sizeBytes <= inputLimitBytes),
      async take(entry) {
        try {
          if (archiveFile(entry.name) === 'actor') {
            const bytes = await readWhole(entry, archiveLimits.actorBytes);
            account ??= readArchiveAccount(JSON.parse(new TextDecoder().decode(bytes)));
          } else if (pictures.size < 4) pictures.set(entry.name, new Blob([await readWhole(entry, inputLimitBytes)]));
        } catch (error) {
          if (!(error instanceof EntryError || error instanceof SyntaxError)) throw error;
        }
      },
    },
    { signal },
  );
  if (account === undefined) return undefined;
  const wanted = normalisedName((account.icon ?? '').replace(/^\/+/, ''));
  const found = wanted === undefined ? undefined : [...pictures].find(([name]) => name === wanted || name.endsWith(`/${wanted}`));
  return { account, ...(found !== undefined && { picture: found[1] }) };
}

/** Mastodon calls it avatar.<extension>. */
const isAvatar = (name: string): boolean => /^(?:[^/]+\/)?avatar\.[a-z0-9]{1,5}$/i.test(name);
