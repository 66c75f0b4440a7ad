/** The files of an archive that are read as JSON. */
export type ArchiveFile = 'actor' | 'outbox' | 'likes' | 'bookmarks';

const files: ReadonlyMap<string, ArchiveFile> = new Map([
  ['actor.json', 'actor'],
  ['outbox.json', 'outbox'],
  ['likes.json', 'likes'],
  ['bookmarks.json', 'bookmarks'],
]);

/** Which of them an entry is: at the top of the archive, or in one folder, as archives have it that were packed again by hand. */
export function archiveFile(name: string): ArchiveFile | undefined {
  const parts = name.split('/');
  if (parts.length > 2 || parts[0]?.startsWith('__MACOSX') === true) return undefined;
  return files.get(parts.at(-1) ?? '');
}

/** Whether an entry is a file of a post. */
export const isMediaFile = (name: string): boolean => /(?:^|\/)media_attachments\//.test(name);
