import { source } from './vector-file.ts';
import type { VectorFile } from './vector-file.ts';
import { walkChanging } from './walk-changing.ts';
import { walkPublishing } from './walk-publishing.ts';
import { walkRefusing } from './walk-refusing.ts';

/** Whole accounts as a reader meets them (section 8). */
export async function outboxWalkVectors(): Promise<VectorFile> {
  return {
    description:
      'Walks through outboxes. Each step changes the files (by tree path) that a host has and runs the reader once, which keeps its state from step to step; call older: reads on in gaps and holes without looking for news. expect: what the run comes to. news: canonical ids of activities never delivered before, oldest first; objects: content of every object known so far, null when deleted; reactions: Likes and Announces in force.',
    source,
    cases: [...(await walkPublishing()), ...(await walkChanging()), ...(await walkRefusing())],
  };
}
