import type { PostRecord } from '../../protocol/ports/records.ts';
import { textsOfPost } from './documents.ts';
import type { Query } from './parse-query.ts';
import { termsOf } from './words.ts';

/** Whether the texts of a post hold the phrases that are asked for, and none of those that must not be there. */
export function hasPhrases(post: PostRecord, { clauses }: Pick<Query, 'clauses'>): boolean {
  // A line break is no term: a phrase does not go from one text into the next.
  const texts = textsOfPost(post)
    .map((text) => ` ${termsOf(text).join(' ')} `)
    .join('\n');
  return clauses.every(({ phrase, not }) => phrase === undefined || texts.includes(phrase) !== not);
}
