import { buildAnnounce, buildLike, buildUndo } from '../protocol/activity-streams/build-activity.ts';
import type { CanonicalId, Did, ObjectId } from '../protocol/brand.ts';
import type { AccountStore } from '../protocol/ports/store.ts';
import { ok, type Result } from '../protocol/result.ts';
import { authorOf } from './addresses.ts';
import { writtenPerson, writtenReference } from './publish/written-references.ts';
import { text } from './views/members.ts';
import type { OutboxError, OwnOutbox } from './publish/own-outbox.ts';

export interface Interactions {
  /** Likes or takes the like back; what is so already stays. Bare ids only: the post itself stays its author's. */
  setLike(id: ObjectId, liked: boolean): Promise<Result<void, OutboxError>>;
  /** Boosts or takes the boost back. */
  setBoost(id: ObjectId, boosted: boolean): Promise<Result<void, OutboxError>>;
}

/** What one says to the posts of others (and one's own) with one tap. */
export function createInteractions(store: AccountStore, outbox: OwnOutbox): Interactions {
  async function setReaction(kind: 'like' | 'boost', id: ObjectId, wanted: boolean): Promise<Result<void, OutboxError>> {
    const mine = (await store.reactions(id)).find(({ type, actor }) => type === kind && actor === store.did);
    if (wanted === (mine !== undefined)) return ok(undefined);
    const writer = await authorOfPost(store, id);
    const author = writer && (await writtenPerson(store, writer));
    if (mine) {
      const undone = mine.id as CanonicalId;
      const record = (await store.outboxFor(id)).find((other) => other.id === undone);
      const written = text(record?.activity, 'id') ?? undone;
      const added = await outbox.add({ type: 'Undo', objectId: undone, build: (base) => buildUndo(base, written, author) });
      return added.ok ? ok(undefined) : added;
    }
    const build = kind === 'like' ? buildLike : buildAnnounce;
    const object = await writtenReference(store, id);
    const added = await outbox.add({
      type: kind === 'like' ? 'Like' : 'Announce',
      objectId: id,
      build: (base) => build(base, { object, author }),
    });
    return added.ok ? ok(undefined) : added;
  }

  return {
    setLike: (id, liked) => setReaction('like', id, liked),
    setBoost: (id, boosted) => setReaction('boost', id, boosted),
  };
}

/** Who wrote a post: as it is stored, or as its id says. */
export async function authorOfPost(store: AccountStore, id: ObjectId): Promise<Did | ObjectId | undefined> {
  return (await store.post(id))?.author ?? authorOf(id);
}
