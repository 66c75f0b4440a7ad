import type { CanonicalId, ObjectId, Rkey } from '../../../protocol/brand.ts';
import { objectPath, treePathToId } from '../../../protocol/identity/paths.ts';
import { createRkeyClock } from '../../../protocol/identity/rkey.ts';
import { readArchiveItem } from '../../../protocol/import/archive-item.ts';
import { readArchivePost, type ArchivePost } from '../../../protocol/import/archive-post.ts';
import { plainText } from '../../../protocol/plain-text.ts';
import type { JobRecord } from '../../../protocol/ports/jobs.ts';
import { err, ok, type Result } from '../../../protocol/result.ts';
import type { ImportProblem } from '../files-api.ts';
import { EntryError } from './archive-entry.ts';
import { archiveFile } from './archive-files.ts';
import { archiveData } from './archive-job.ts';
import type { ArchiveParts } from './archive-parts.ts';
import { createItemWriter } from './item-writer.ts';
import { jsonItems, JsonItemsError } from './json-items.ts';
import { readKnownPosts, type KnownPosts } from './known-posts.ts';
import { visitArchive } from './open-archive.ts';
import { createOwnHtml } from './own-html.ts';
import { createObjectKeys } from './object-keys.ts';
import { planKey, scanArchive, type ArchiveScan, type PlannedItem } from './scan-archive.ts';

const idsAtOnce = 250;
const longestLabel = 80;

/**
 * Writes down everything of an archive that is to come in: posts and boosts from the oldest to the newest, then likes and bookmarks. The
 * place of each follows from the file alone, so it may be done again after it was cut off.
 */
export async function stageRows(
  parts: ArchiveParts,
  job: JobRecord,
  file: Blob,
  signal: AbortSignal,
): Promise<Result<void, ImportProblem>> {
  const data = archiveData(job);
  const nowMs = job.createdAtMs;
  const scanned = await scanArchive(file, data.fileName, nowMs, { signal });
  if (!scanned.ok) return scanned;
  const scan = scanned.value;
  if (scan.account.address !== data.account) return err({ type: 'damaged', fileName: data.fileName, reason: 'another account' });
  const known = await readKnownPosts(parts.store, signal);
  const plan = wantedItems(scan, known, data.choices).toSorted((a, b) => a.atMs - b.atMs || (a.key < b.key ? -1 : 1));
  const likes = data.choices.likes ? scan.likes.filter((id) => !known.likes.has(id)) : [];
  const places = placesOf(parts, data.afterRkey, plan, likes.length);
  const knownIds = knownOf(scan, known);

  const ownHtml = createOwnHtml(parts.htmlToRichText);
  const writer = await createItemWriter(parts.store, job.id);
  const seen = new Set<number>();

  async function addItem(value: unknown): Promise<void> {
    const item = readArchiveItem(value, scan.account, nowMs);
    if (item.type === 'left-out') return;
    const place = places.indexes.get(planKey(item));
    const rkey = place === undefined ? undefined : places.rkeys[place];
    if (place === undefined || rkey === undefined || seen.has(place)) return;
    seen.add(place);
    if (item.type === 'boost')
      return writer.add({ place, kind: 'boost', label: item.target, rkey, target: item.target, atMs: item.atMs });
    const post = readArchivePost(item, nowMs, ownHtml);
    const answered = post.inReplyTo;
    const inReplyTo = answered === undefined ? undefined : (places.newId(answered) ?? knownIds.get(answered) ?? answered);
    await writer.add({
      place,
      kind: 'post',
      label: labelOf(post),
      rkey,
      objectRkey: places.objectRkeys[place] ?? rkey,
      post,
      ...(inReplyTo !== undefined && { inReplyTo }),
      digests: post.media.map(() => undefined),
    });
  }

  const visited = await visitArchive(
    file,
    {
      wants: (name) => archiveFile(name) === 'outbox',
      async take(entry) {
        try {
          for await (const items of jsonItems(entry.chunks())) for (const item of items) await addItem(item);
        } catch (error) {
          if (!(error instanceof EntryError || error instanceof JsonItemsError)) throw error;
        }
      },
    },
    { signal },
  );
  if (!visited.ok) return visited.error === 'no-archive' ? err({ type: 'aborted' }) : err(visited.error);
  const firstLike = plan.length;
  for (const [offset, target] of likes.entries()) {
    const place = firstLike + offset;
    const rkey = places.rkeys[place];
    if (rkey !== undefined) await writer.add({ place, kind: 'like', label: target, rkey, target });
  }
  const firstBookmark = firstLike + likes.length;
  const kept = data.choices.bookmarks ? await newBookmarks(parts, scan.bookmarks) : [];
  for (const [offset, target] of kept.entries())
    await writer.add({ place: firstBookmark + offset, kind: 'bookmark', label: target, target });
  await writer.end();
  return ok(undefined);
}

/** What the user wants and does not have yet. */
export function wantedItems(
  scan: Pick<ArchiveScan, 'plan'>,
  known: KnownPosts,
  choices: { readonly posts: boolean; readonly boosts: boolean },
): PlannedItem[] {
  return scan.plan.filter((item) =>
    item.type === 'post' ? choices.posts && !known.posts.has(item.url) : choices.boosts && !known.boosts.has(item.key),
  );
}

async function newBookmarks({ store }: Pick<ArchiveParts, 'store'>, ids: readonly ObjectId[]): Promise<ObjectId[]> {
  const found: ObjectId[] = [];
  for (let start = 0; start < ids.length; start += idsAtOnce) {
    const some = ids.slice(start, start + idsAtOnce);
    const there = await store.collections.bookmarked(some);
    found.push(...some.filter((id) => !there.has(id)));
  }
  return found;
}

interface Places {
  /** Row of each planned item. */
  readonly indexes: ReadonlyMap<string, number>;
  /** Of the activities. */
  readonly rkeys: readonly Rkey[];
  readonly objectRkeys: readonly Rkey[];
  /** Where a post of the archive will be. */
  newId(oldId: ObjectId): CanonicalId | undefined;
}

function placesOf({ store }: ArchiveParts, after: Rkey, plan: readonly PlannedItem[], more: number): Places {
  const deviceBits = deviceBitsOf(after);
  const keys = createRkeyClock(deviceBits, after);
  const objectKeys = createObjectKeys(deviceBits);
  const rkeys = Array.from({ length: plan.length + more }, () => keys.next(0));
  const objectRkeys = plan.map(({ atMs }) => objectKeys.next(atMs));
  const indexes = new Map(plan.map((item, index) => [planKey(item), index]));
  return {
    indexes,
    rkeys,
    objectRkeys,
    newId(oldId) {
      const index = indexes.get(oldId);
      const rkey = index === undefined ? undefined : objectRkeys[index];
      return rkey === undefined ? undefined : treePathToId(store.did, objectPath(store.did, rkey));
    },
  };
}

/** The last ten bits of a record key, which are its device's (bridge-spec section 1). */
function deviceBitsOf(rkey: Rkey): number {
  const alphabet = '234567abcdefghijklmnopqrstuvwxyz';
  return Array.from(rkey.slice(-2)).reduce((bits, character) => (bits << 5) | alphabet.indexOf(character), 0);
}

/** Posts that came in earlier, by their old ids. */
function knownOf(scan: ArchiveScan, known: KnownPosts): ReadonlyMap<ObjectId, CanonicalId> {
  const ids = new Map<ObjectId, CanonicalId>();
  for (const { type, key, url } of scan.plan) {
    const id = type === 'post' ? known.posts.get(url) : undefined;
    if (id !== undefined) ids.set(key, id);
  }
  return ids;
}

function labelOf(post: ArchivePost): string {
  const words = plainText(post.content).replaceAll(/\s+/g, ' ').slice(0, longestLabel).toWellFormed();
  return words === '' ? post.url : words;
}
