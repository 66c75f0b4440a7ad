import { buildAnnounce, buildCreate, buildLike } from '../../../protocol/activity-streams/build-activity.ts';
import { accountOf, canonicalId } from '../../../protocol/identity/ids.ts';
import { objectPath, treePathToId } from '../../../protocol/identity/paths.ts';
import { writtenId } from '../../../protocol/identity/written-id.ts';
import { buildArchiveNote } from '../../../protocol/import/archive-note.ts';
import type { JobRow } from '../../../protocol/ports/jobs.ts';
import { timestampOf } from '../../../protocol/proof/timestamp.ts';
import { ok, type Result } from '../../../protocol/result.ts';
import { markup } from '../../../website/markup.ts';
import { signMany, storeMany, type BulkActivity, type SignedActivities } from '../../publish/bulk-outbox.ts';
import type { OutboxError } from '../../publish/own-outbox.ts';
import { archiveRow, type ArchiveRow } from './archive-job.ts';
import type { ArchiveParts } from './archive-parts.ts';
import { readKnownPosts, type KnownPosts } from './known-posts.ts';

/** Enough for a transaction that waits for the disk to be worth its price, few enough for memory. */
const rowsAtOnce = 400;
const expectedMsPerRow = 1.5;

/**
 * Signs and stores what waits, from the oldest post to the newest. Each portion is stored before its rows say so, under keys that the
 * rows remember: cut off anywhere, the next run goes on and doubles nothing.
 */
export async function signRows(
  parts: ArchiveParts,
  job: string,
  createdAtMs: number,
  signal: AbortSignal,
): Promise<Result<void, OutboxError>> {
  const { jobs } = parts.store;
  const known = await readKnownPosts(parts.store, signal);
  const origin = (await parts.store.profile())?.website;
  // Signing and building the tree at once would halve both: the tree is due when all of it should be signed.
  const waiting = (await jobs.counts(job)).get('waiting') ?? 0;
  const notBeforeMs = parts.clock.nowMs() + waiting * expectedMsPerRow;
  async function store(
    rows: readonly JobRow[],
    fresh: readonly JobRow[],
    signed: SignedActivities,
  ): Promise<Result<void, OutboxError>> {
    if (signed.records.length > 0) {
      const stored = await storeMany(parts, signed);
      if (!stored.ok) return stored;
    }
    const bookmarks = fresh.flatMap((row) => {
      const data = archiveRow(row);
      return data.kind === 'bookmark' ? [{ id: data.target, stampMs: createdAtMs - row.index, removed: false }] : [];
    });
    if (bookmarks.length > 0) await parts.store.collections.putBookmarks(bookmarks);
    await noting;
    const done = new Set(fresh);
    noting = jobs.putRows(rows.map((row) => ended(row, done.has(row) ? 'done' : 'already-there')));
    noting.catch(() => undefined);
    return ok(undefined);
  }

  // One portion is noted as done and another is stored while the next is being signed and the one behind it read.
  let noting = Promise.resolve();
  let storing: Promise<Result<void, OutboxError>> = Promise.resolve(ok(undefined));
  const read = (after: number): Promise<JobRow[]> => jobs.rows(job, { state: 'waiting', after, limit: rowsAtOnce });
  for (let reading = read(-1); ;) {
    const rows = signal.aborted ? [] : await reading;
    reading = rows.length === 0 ? reading : read(rows.at(-1)?.index ?? 0);
    // Met at the next turn, if there is one.
    reading.catch(() => undefined);
    const fresh = rows.filter((row) => !isKnown(parts, archiveRow(row), known));
    const activities = fresh.flatMap((row) => activityOf(parts, archiveRow(row), origin) ?? []);
    const signed = await signMany(parts, activities, { origin, notBeforeMs });
    const stored = await storing;
    if (!stored.ok) return stored;
    signal.throwIfAborted();
    if (rows.length === 0) {
      await noting;
      return ok(undefined);
    }
    storing = store(rows, fresh, signed);
    // Its failure is met at the next turn.
    storing.catch(() => undefined);
  }
}

/** The same post under another id: it came in by another job meanwhile. */
function isKnown({ store }: ArchiveParts, row: ArchiveRow, known: KnownPosts): boolean {
  switch (row.kind) {
    case 'post': {
      const id = row.post === undefined ? undefined : known.posts.get(row.post.url);
      return id !== undefined && id !== postId(store.did, row.objectRkey);
    }
    case 'bookmark':
    case 'boost':
    case 'like':
      return false;
  }
}

const postId = (did: ArchiveParts['store']['did'], rkey: Parameters<typeof objectPath>[1]) =>
  treePathToId(did, objectPath(did, rkey));

function activityOf(parts: ArchiveParts, row: ArchiveRow, origin: string | undefined): BulkActivity | undefined {
  switch (row.kind) {
    case 'post':
      return createOf(parts, row, origin);
    case 'boost': {
      const { rkey, target, atMs } = row;
      // Of the day when it was boosted: a boost has no other date, and an old one is no news.
      const published = timestampOf(atMs);
      return { type: 'Announce', rkey, objectId: target, published, build: (base) => buildAnnounce(base, { object: target }) };
    }
    case 'like': {
      const { rkey, target } = row;
      return { type: 'Like', rkey, objectId: target, build: (base) => buildLike(base, { object: target }) };
    }
    case 'bookmark':
      return undefined;
  }
}

function createOf(
  { store }: ArchiveParts,
  { post, rkey, objectRkey, digests, inReplyTo }: ArchiveRow & { readonly kind: 'post' },
  origin: string | undefined,
): BulkActivity | undefined {
  if (post === undefined) return undefined;
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

/** Of a row that has ended only what lists show is kept. */
function ended(row: JobRow, state: 'done' | 'already-there'): JobRow {
  const data = archiveRow(row);
  if (data.kind !== 'post') return { ...row, state };
  const { kind, label, rkey, objectRkey } = data;
  return { ...row, state, data: { kind, label, rkey, objectRkey, digests: [] } satisfies ArchiveRow };
}
