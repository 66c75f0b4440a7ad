import type { ObjectId } from '../../protocol/brand.ts';
import type { DraftRecord } from '../../protocol/ports/records.ts';
import { err, ok } from '../../protocol/result.ts';
import type { PersonView, PollenApp, PostView } from '../../services/app-api.ts';
import { matchNames, matchTags } from '../../services/writing/match-names.ts';

/** Drafts, completion over the sample people, and voting in sample polls. */
export function createFakeWriting(parts: {
  readonly drafts: Map<string, DraftRecord>;
  changed(topic: 'drafts'): void;
  people(): readonly PersonView[];
  posts(): readonly PostView[];
  patch(id: ObjectId, change: (post: PostView) => Partial<PostView>): void;
}): Pick<PollenApp, 'polls' | 'writing' | 'drafts' | 'saveDraft' | 'discardDraft'> {
  const { drafts, changed } = parts;
  return {
    drafts: async () => [...drafts.values()].toSorted((a, b) => b.savedAtMs - a.savedAtMs),
    async saveDraft(draft) {
      drafts.set(draft.id, draft);
      changed('drafts');
    },
    async discardDraft(id) {
      drafts.delete(id);
      changed('drafts');
    },
    writing: async () => ({
      people: async (typed) =>
        matchNames(
          parts.people().map(({ id, name, username, icon, followed, remote }) => ({
            id,
            name,
            handle: remote?.acct ?? username,
            isFollowed: followed,
            ...(icon !== undefined && { icon }),
          })),
          typed,
        ),
      tags: async (typed) => {
        const counts = new Map<string, number>([
          ['garden', 1],
          ['gardening', 2],
        ]);
        for (const tag of parts.posts().flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
        return matchTags(counts, typed);
      },
    }),
    polls: async () => ({
      async vote(question, choices) {
        const poll = parts.posts().find(({ id }) => id === question)?.poll;
        if (poll?.canVote !== true) return err({ type: 'closed' });
        const options = poll.options.map(({ title, votes = 0 }) => ({ title, votes: votes + (choices.includes(title) ? 1 : 0) }));
        parts.patch(question, () => ({
          poll: { ...poll, options, mine: choices, canVote: false, voters: (poll.voters ?? 0) + 1 },
        }));
        return ok(undefined);
      },
    }),
  };
}
