/** What the index knows of a post or person. */
export interface SearchDocument {
  readonly id: string;
  readonly atMs: number;
  readonly author: string;
  /** Each once; those that begin with `!` say what it is and has (see documents.ts). */
  readonly terms: ReadonlySet<string>;
}

/** Newest first; of the same moment by id, as timelines have it. */
export function newestFirst(a: Pick<SearchDocument, 'atMs' | 'id'>, b: Pick<SearchDocument, 'atMs' | 'id'>): number {
  return b.atMs - a.atMs || (a.id === b.id ? 0 : a.id < b.id ? 1 : -1);
}
