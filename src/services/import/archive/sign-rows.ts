import { buildAnnounce, buildCreate, buildLike } from '../../../protocol/activity-streams/build-activity.ts';
import { accountOf, canonicalId } from '../../../protocol/identity/ids.ts';
import { objectPath, treePathToId } from '../../../protocol/identity/paths.ts';
import { writtenId } from '../../../protocol/identity/written-id.ts';
import { buildArchiveNote } from '../../../protocol/import/archive-note.ts';
import type { JobRecord, JobRow } from '../../../protocol/ports/jobs.ts';
import { timestampOf } from '../../../protocol/proof/timestamp.ts';
import { ok, type Result } from '../../../protocol/result.ts';
import { markup } from '../../../website/markup.ts';
import { signMany, storeMany, type BulkActivity, type SignedActivities } from '../../publish/bulk-outbox.ts';
import type { OutboxError } from '../../publish/own-outbox.ts';
import { archiveData, changeArchiveData, waitingCount } from './archive-job.ts';
import type { ArchiveParts } from './archive-parts.ts';
import { readKnownPosts, type KnownPosts } from './known-posts.ts';
import { endedRow, waitingItems, type EndedState, type StagedItem, type StagedPost } from './staged-items.ts';

/** Enough for a transaction that waits for the disk to be worth its price, few enough for memory. */
const rowsAtOnce = 8;
const expectedMsPerItem = 1.2;

/**
 * Signs and stores what waits, from the oldest post to the newest. Each portion is stored before its rows say so, under keys that the
 * rows remember: cut off anywhere, the next run goes on and doubles nothing.
 */
export async function signRows(parts: ArchiveParts, job: JobRecord, signal: AbortSignal): Promise<Result<void, OutboxError>> {
  const { jobs } = parts.store;
  const known = await readKnownPosts(parts.store, signal);
  const origin = (await parts.store.profile())?.website;
  // Signing and building the tree at once would halve both: the tree is due when all of it should be signed.
  const notBeforeMs = parts.clock.nowMs() + waitingCount(archiveData(job)) * expectedMsPerItem;

  async function sign(rows: readonly JobRow[]): Promise<SignedPortion> {
    const fresh = rows.flatMap(waitingItems).filter((item) => !isKnown(parts, item, known));
    const activities = fresh.flatMap((item) => activityOf(parts, item, origin) ?? []);
    return { rows, fresh, signed: await signMany(parts, activities, { origin, notBeforeMs }) };
  }

  // One portion is being stored while the next is being signed and the one behind it read.
  let storing: Promise<Result<void, OutboxError>> = Promise.resolve(ok(undefined));
  const read = (after: number): Promise<JobRow[]> => jobs.rows(job.id, { state: 'waiting', after, limit: rowsAtOnce });
  for (let reading = read(-1); ;) {
    const rows = signal.aborted ? [] : await reading;
    reading = rows.length === 0 ? reading : read(rows.at(-1)?.index ?? 0);
    // Met at the next turn, if there is one.
    reading.catch(() => undefined);
    const portion = await sign(rows);
    const stored = await storing;
    if (!stored.ok) return stored;
    signal.throwIfAborted();
    if (rows.length === 0) return ok(undefined);
    storing = storePortion(parts, job, portion);
    // Its failure is met at the next turn.
    storing.catch(() => undefined);
  }
}

interface SignedPortion {
  readonly rows: readonly JobRow[];
  /** Items of the rows that were not there already. */
  readonly fresh: readonly StagedItem[];
  readonly signed: SignedActivities;
}

async function storePortion(
  parts: ArchiveParts,
  job: JobRecord,
  { rows, fresh, signed }: SignedPortion,
): Promise<Result<void, OutboxError>> {
  const { store } = parts;
  if (signed.records.length > 0) {
    const stored = await storeMany(parts, signed);
    if (!stored.ok) return stored;
  }
  const bookmarks = fresh.flatMap((item) =>
    item.kind === 'bookmark' ? [{ id: item.target, stampMs: job.createdAtMs - item.place, removed: false }] : [],
  );
  if (bookmarks.length > 0) await store.collections.putBookmarks(bookmarks);
  const done = new Set(fresh);
  const stateOf = (item: StagedItem): EndedState => (done.has(item) ? 'done' : 'already-there');
  const known = rows.reduce((sum, row) => sum + waitingItems(row).length, 0) - fresh.length;
  await changeArchiveData(
    store,
    job.id,
    ({ ended }) => ({
      ended: { done: ended.done + fresh.length, 'already-there': ended['already-there'] + known },
    }),
    rows.map((row) => {
      const items = waitingItems(row);
      return endedRow(
        row,
        items.map((item) => ({ place: item.place, label: item.label, state: stateOf(item) })),
      );
    }),
  );
  return ok(undefined);
}

/** The same post under another id: it came in by another job meanwhile. */
function isKnown({ store }: ArchiveParts, item: StagedItem, known: KnownPosts): boolean {
  const id = item.kind === 'post' ? known.posts.get(item.post.url) : undefined;
  return id !== undefined && item.kind === 'post' && id !== postId(store.did, item.objectRkey);
}

const postId = (did: ArchiveParts['store']['did'], rkey: Parameters<typeof objectPath>[1]) =>
  treePathToId(did, objectPath(did, rkey));

function activityOf(parts: ArchiveParts, item: StagedItem, origin: string | undefined): BulkActivity | undefined {
  switch (item.kind) {
    case 'post':
      return createOf(parts, item, origin);
    case 'boost': {
      const { rkey, target, atMs } = item;
      // Of the day when it was boosted: a boost has no other date, and an old one is no news.
      const published = timestampOf(atMs);
      return { type: 'Announce', rkey, objectId: target, published, build: (base) => buildAnnounce(base, { object: target }) };
    }
    case 'like': {
      const { rkey, target } = item;
      return { type: 'Like', rkey, objectId: target, build: (base) => buildLike(base, { object: target }) };
    }
    case 'bookmark':
      return undefined;
  }
}

function createOf(
  { store }: ArchiveParts,
  { post, rkey, objectRkey, digests, inReplyTo }: StagedPost,
  origin: string | undefined,
): BulkActivity {
  const media = post.media.flatMap((one, place) => {
    const digest = digests[place];
    return digest === undefined ? [] : [{ ...one, digest }];
  });
  const isEmpty = post.html === '' && media.length === 0 && post.poll === undefined;
  // Only pictures, and none of them is here: where they are.
  const html = isEmpty ? markup`<p><a href="${post.url}" rel="nofollow noopener noreferrer">${post.url}</a></p>`.text : post.html;
  const object = buildArchiveNote({
    did: store.did,
    id: postId(store.did, objectRkey),
    origin,
    post: { ...post, html },
    ...(inReplyTo !== undefined && { inReplyTo: writtenReply(store.did, inReplyTo, origin) }),
    media,
  });
  return {
    type: 'Create',
    rkey,
    object,
    ...(!isEmpty && { content: post.content }),
    build: buildCreate,
    media: media.map(({ digest }) => digest),
  };
}

/** One's own posts are named in the form in which they are written; others' by their ids. */
function writtenReply(did: string, inReplyTo: string, origin: string | undefined): string {
  const canonical = accountOf(inReplyTo) === did ? canonicalId(inReplyTo) : undefined;
  return canonical === undefined ? inReplyTo : writtenId(canonical, origin);
}
