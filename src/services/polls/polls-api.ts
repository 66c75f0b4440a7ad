import type { ObjectId } from '../../protocol/brand.ts';
import type { Result } from '../../protocol/result.ts';

export type VoteError =
  /** Over, not known here, of a server, or one's own. */
  | { readonly type: 'closed' }
  /** One vote a person. */
  | { readonly type: 'voted' }
  /** None of the answers of this poll, or more than one where one is asked for. */
  | { readonly type: 'bad-choice' }
  | { readonly type: 'read-only' | 'storage-full' };

/** Voting in the polls of Pollen people. Polls of servers can only be read: they take votes of their own accounts. */
export interface PollsDesk {
  /** Signs and publishes a vote; it cannot be taken back, and everybody can see it. */
  vote(question: ObjectId, choices: readonly string[]): Promise<Result<void, VoteError>>;
}
