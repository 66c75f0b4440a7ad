import { buildCreate, buildDelete, buildUpdate } from '../../protocol/activity-streams/build-activity.ts';
import type { CanonicalId, Timestamp } from '../../protocol/brand.ts';
import { objectPath, treePathToId } from '../../protocol/identity/paths.ts';
import { originOfId } from '../../protocol/identity/written-id.ts';
import type { DraftRecord, OutboxRecord, PostRecord } from '../../protocol/ports/records.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { ComposeError } from '../app-api.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import { postPagePath } from '../../website/paths.ts';
import { text } from '../views/members.ts';
import { checkDraft, composeNote } from './compose-note.ts';
import { draftAfter, partsOfDraft } from './draft-parts.ts';
import { draftOfThread, heldThread } from './held-thread.ts';
import type { AuthorDependencies, OutboxError, OwnOutbox } from './own-outbox.ts';

/**
 * The publisher of another tab takes an activity at the end of its undo window; taking it back must have ended by then, or a
 * post could go out and be forgotten here.
 */
const undoMarginMs = 200;

export interface Posting {
  /**
   * Signs and stores a post, a reply (`inReplyTo`) or an edit (`edits`, which goes out without an undo window). The parts of a thread are
   * stored one after the other, each as an answer to the one before, and leave together; what is not stored yet stays the draft, so that a
   * crash loses nothing and doubles nothing. `id` is the first one's.
   */
  post(draft: DraftRecord): Promise<Result<{ readonly id: CanonicalId; readonly undoUntilMs: number }, ComposeError>>;
  /**
   * Takes a post back inside its undo window, with the whole thread that it was posted with; the draft is stored again. False when it has
   * left, or is none of one's own.
   */
  undoPost(id: CanonicalId): Promise<DraftRecord | false>;
  /** Inside the undo window as if it had never been; afterwards a Delete goes out (bridge-spec section 6). */
  deletePost(id: CanonicalId): Promise<Result<void, ComposeError>>;
}

/** Writing, editing and deleting one's own posts. Everything is on this device when a call resolves. */
export function createPosting(dependencies: AuthorDependencies, outbox: OwnOutbox): Posting {
  const { store, clock } = dependencies;
  const sent = new Map<CanonicalId, DraftRecord>();

  async function post(draft: DraftRecord): ReturnType<Posting['post']> {
    const checked = checkDraft(draft);
    if (!checked.ok) return checked;
    if (draft.edits !== undefined) return edit(draft, draft.edits);
    const parts = partsOfDraft(draft);
    const ids: CanonicalId[] = [];
    let untilMs: number | undefined;
    for (const part of parts) {
      const last = ids.at(-1);
      const isLast = ids.length + 1 === parts.length;
      const added = await postPart(last === undefined ? part : { ...part, inReplyTo: last }, untilMs, (id) =>
        isLast ? draft.id : draftAfter(draft, ids.length + 1, id),
      );
      if (!added.ok && last !== undefined)
        return err({ type: 'partly', posted: ids.length, of: parts.length, rest: draftAfter(draft, ids.length, last) });
      if (!added.ok) return added;
      ids.push(added.value.id);
      untilMs = added.value.undoUntilMs;
    }
    const [id] = ids;
    if (id === undefined || untilMs === undefined) throw new Error('a draft has at least one part');
    // One that is taken back waits for its writer, not for its date. What is left of a thread keeps it, and goes out.
    const { schedule: _, ...words } = draft;
    for (const posted of ids) sent.set(posted, words);
    return ok({ id, undoUntilMs: untilMs });
  }

  /** `untilMs`: end of the undo window of the thread, when it has begun. */
  async function postPart(
    part: DraftRecord,
    untilMs: number | undefined,
    left: (id: CanonicalId) => string | DraftRecord,
  ): Promise<Result<{ readonly id: CanonicalId; readonly undoUntilMs: number }, OutboxError>> {
    const moment = outbox.moment();
    const id = treePathToId(store.did, objectPath(store.did, moment.rkey));
    const origin = await outbox.origin();
    const url = origin === undefined ? undefined : `${origin}/${postPagePath(moment.published, moment.rkey)}`;
    const unsigned = await composeNote(store, part, { id, origin, published: moment.published, url });
    const object = await outbox.sign(unsigned, moment.published);
    const added = await outbox.add({
      type: 'Create',
      objectId: id,
      build: (base) => buildCreate(base, object),
      object,
      media: digestsOf(part),
      origin: origin ?? null,
      notBeforeMs: untilMs ?? moment.nowMs + dependencies.undoMs(),
      draft: left(id),
      moment,
    });
    return added.ok ? ok({ id, undoUntilMs: added.value.notBeforeMs }) : added;
  }

  async function edit(draft: DraftRecord, id: CanonicalId): ReturnType<Posting['post']> {
    const original = await ownPost(id);
    if (!original) return err({ type: 'empty' });
    const moment = outbox.moment();
    // Dates have whole seconds, and the highest `updated` wins: an edit right after the post must still be the newer one.
    const updated = timestampOf(Math.max(moment.nowMs, versionMs(original) + 1000));
    const published = (text(original.object, 'published') ?? moment.published) as Timestamp;
    // Ids are never rewritten: the object stays in the form in which it was first written, wherever the account is now.
    const origin = originOfId(text(original.object, 'id'));
    const url = text(original.object, 'url');
    const unsigned = await composeNote(store, draft, { id, origin, published, updated, url }, original);
    const object = await outbox.sign(unsigned, moment.published);
    const added = await outbox.add({
      type: 'Update',
      objectId: id,
      build: (base) => buildUpdate(base, object),
      object,
      media: digestsOf(draft),
      notBeforeMs: await heldUntilMs(id),
      draft: draft.id,
      moment,
    });
    return added.ok ? ok({ id, undoUntilMs: clock.nowMs() }) : added;
  }

  async function undoPost(id: CanonicalId): Promise<DraftRecord | false> {
    const nowMs = clock.nowMs();
    const thread = await heldThread(store, id, (create) => isHeld(create, nowMs));
    const draft = sent.get(id) ?? draftOfThread(thread, id, nowMs);
    if (thread.length === 0 || draft === undefined) return false;
    // First the draft, so that the words are somewhere at every moment.
    await store.putDraft({ ...draft, savedAtMs: nowMs });
    // The last one first: whatever has left meanwhile, nothing answers what was taken back.
    let kept = thread.length;
    while (kept > 0 && (await takeBack(thread[kept - 1]?.id as CanonicalId))) kept -= 1;
    const last = thread[kept - 1];
    if (last === undefined) return draft;
    if (kept === thread.length) {
      await store.deleteDraft(draft.id);
      return false;
    }
    const rest = { ...draftAfter(draft, kept, last.id), savedAtMs: nowMs };
    await store.putDraft(rest);
    return rest;
  }

  async function deletePost(id: CanonicalId): Promise<Result<void, ComposeError>> {
    const original = await ownPost(id);
    if (!original || (await takeBack(id))) return ok(undefined);
    const written = text(original.object, 'id') ?? id;
    const added = await outbox.add({
      type: 'Delete',
      objectId: id,
      build: (base) => buildDelete(base, written),
      notBeforeMs: await heldUntilMs(id),
    });
    sent.delete(id);
    return added.ok ? ok(undefined) : added;
  }

  async function takeBack(id: CanonicalId): Promise<boolean> {
    const records = await store.outboxFor(id);
    const create = records.find(({ type }) => type === 'Create');
    if (!create || !isHeld(create, clock.nowMs()) || !(await store.removeWaiting(create.rkey))) return false;
    for (const record of records) if (record !== create) await store.removeWaiting(record.rkey);
    sent.delete(id);
    return true;
  }

  async function createOf(id: CanonicalId): Promise<OutboxRecord | undefined> {
    return (await store.outboxFor(id)).find(({ type }) => type === 'Create');
  }

  /** End of the undo window of a post that has not left: what is said of it does not leave before it. */
  async function heldUntilMs(id: CanonicalId): Promise<number | undefined> {
    const create = await createOf(id);
    return create?.state === 'waiting' ? create.notBeforeMs : undefined;
  }

  async function ownPost(id: CanonicalId): Promise<PostRecord | undefined> {
    const found = await store.post(id);
    return found?.author === store.did && found.deleted !== true ? found : undefined;
  }

  return { post, undoPost, deletePost };
}

function isHeld(create: OutboxRecord | undefined, nowMs: number): boolean {
  return create?.state === 'waiting' && nowMs + undoMarginMs < create.notBeforeMs;
}

function digestsOf(draft: DraftRecord): string[] {
  return draft.attachments.map(({ digest }) => digest);
}

function versionMs(post: PostRecord): number {
  return Date.parse(text(post.object, 'updated') ?? text(post.object, 'published') ?? '') || 0;
}
