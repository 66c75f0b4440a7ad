import type { FilePreview, ImportChoices } from '../../../services/import/files-api.ts';

export type ArchiveChoices = Required<Omit<ImportChoices, 'kind' | 'host'>>;

/** What most people mean by "my posts". Boosts and likes would be said again, publicly, under today's name: only on request. */
const firstArchiveChoices: ArchiveChoices = {
  profile: true,
  posts: true,
  media: true,
  bookmarks: true,
  boosts: false,
  likes: false,
};

/** Choices with which a preview begins. */
export const firstChoices = (preview: FilePreview): ImportChoices =>
  preview.archive === undefined ? { kind: preview.kind } : firstArchiveChoices;

export const withoutHost = (preview: FilePreview): number =>
  preview.leftOut.find(({ reason }) => reason === 'no-host')?.count ?? 0;

/** What the main button counts: rows, or posts of an archive. */
export function countOf(preview: FilePreview, choices: ImportChoices): number {
  if (preview.archive !== undefined) return choices.posts === true ? preview.archive.posts : 0;
  return preview.entries + ((choices.host ?? '') === '' ? 0 : withoutHost(preview));
}

/** Whether starting would do anything. */
export function doesAnything(preview: FilePreview, choices: ImportChoices): boolean {
  if (preview.archive === undefined) return countOf(preview, choices) > 0;
  const { posts, profile, boosts, likes, bookmarks } = choices;
  return [posts, profile, boosts, likes, bookmarks].includes(true);
}
