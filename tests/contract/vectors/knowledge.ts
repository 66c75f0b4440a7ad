import type { Did } from '../../../src/protocol/brand.ts';
import { testSigner } from '../../../scripts/vectors/vector-file.ts';
import { accountId } from '../../../src/protocol/identity/paths.ts';
import { applyActivities } from '../../../src/protocol/reader/apply.ts';
import type { VerifiedActivity } from '../../../src/protocol/reader/verified.ts';

/** What a reader knows after one or more runs (section 8.4): the least that a database has to do. */
export interface Knowledge {
  /** Returns the ids that are new. */
  take(activities: readonly VerifiedActivity[]): string[];
  objects(): Record<string, string | null>;
  reactions(): string[];
}

const ascending = (ids: Iterable<string>): string[] => [...ids].toSorted();

export function createKnowledge(did: Did): Knowledge {
  const delivered = new Set<string>();
  const posts = new Map<string, { readonly content: string; readonly updatedMs: number }>();
  const deleted = new Set<string>();
  const reactions = new Set<string>();
  const undone = new Set<string>();
  return {
    take(activities) {
      const batch = applyActivities({
        did,
        activities,
        me: testSigner(99).did,
        home: 1,
        nowMs: Date.UTC(2027, 0, 1),
        htmlToRichText: (html) => [html],
      });
      for (const { id } of batch.deletedPosts) deleted.add(id);
      if (batch.person?.endedAtMs !== undefined) deleted.add(accountId(did, 'actor'));
      for (const { id } of batch.undone) undone.add(id);
      for (const { id } of batch.reactions) reactions.add(id);
      for (const { id, object, updatedMs, boostOf } of batch.posts) {
        if (boostOf !== undefined || (posts.get(id)?.updatedMs ?? -1) >= updatedMs) continue;
        posts.set(id, { content: String(object['content'] ?? ''), updatedMs });
      }
      const news = activities.map(({ id }) => id).filter((id) => !delivered.has(id));
      for (const id of news) delivered.add(id);
      return [...new Set(news)];
    },
    objects: () =>
      Object.fromEntries(
        ascending(new Set([...posts.keys(), ...deleted])).map((id) => [
          id,
          deleted.has(id) ? null : (posts.get(id)?.content ?? ''),
        ]),
      ),
    reactions: () => ascending(reactions).filter((id) => !undone.has(id)),
  };
}
