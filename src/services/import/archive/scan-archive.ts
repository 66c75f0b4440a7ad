import type { ObjectId } from '../../../protocol/brand.ts';
import { objectId } from '../../../protocol/identity/ids.ts';
import { readArchiveAccount, type ArchiveAccount } from '../../../protocol/import/archive-account.ts';
import { readArchiveItem, type ArchiveItem, type ArchiveLeftOut } from '../../../protocol/import/archive-item.ts';
import { isLooseObject, looseId, looseText } from '../../../protocol/import/archive-json.ts';
import { plain } from '../../../protocol/reader/host-text.ts';
import { err, ok, type Result } from '../../../protocol/result.ts';
import type { ImportProblem } from '../files-api.ts';
import { EntryError, readWhole, type ArchiveEntry, type Visit, type VisitOptions } from './archive-entry.ts';
import { archiveFile, isMediaFile } from './archive-files.ts';
import { jsonItems, JsonItemsError } from './json-items.ts';
import { archiveLimits } from './limits.ts';
import { visitArchive } from './open-archive.ts';

const mostExamples = 3;
const longestExample = 100;

/** A post or boost of the archive that can come in; a few words for each, so that all of them fit into memory. */
export interface PlannedItem {
  readonly type: 'post' | 'boost';
  /** Old id of the post; id of what was boosted. */
  readonly key: ObjectId;
  /** Page of the original post. */
  readonly url: string;
  readonly atMs: number;
}

/** What an archive holds. */
export interface ArchiveScan {
  readonly account: ArchiveAccount;
  /** In the order of the archive. */
  readonly plan: readonly PlannedItem[];
  readonly leftOut: ReadonlyMap<ArchiveLeftOut | 'duplicate' | 'unreadable' | 'too-many', number>;
  readonly likes: readonly ObjectId[];
  readonly bookmarks: readonly ObjectId[];
  readonly mediaFiles: number;
  readonly mediaBytes: number;
  /** A few posts as they begin, without markup. */
  readonly examples: readonly string[];
  readonly visit: Visit;
}

/**
 * Reads what an archive holds; changes nothing. Packed tar files are read from front to back, and the actor stands at their end: until
 * then the first entry's actor is taken for the account, and where that was wrong, everything is read once more.
 */
export async function scanArchive(
  file: Blob,
  fileName: string,
  nowMs: number,
  options: VisitOptions,
): Promise<Result<ArchiveScan, ImportProblem>> {
  const first = await scanFor(undefined, file, fileName, nowMs, options);
  return first.ok && 'another' in first.value
    ? settled(await scanFor(first.value.another, file, fileName, nowMs, options))
    : settled(first);
}

type Scanned = Result<ArchiveScan | { readonly another: ArchiveAccount }, ImportProblem>;

const settled = (scanned: Scanned): Result<ArchiveScan, ImportProblem> => {
  if (!scanned.ok) return scanned;
  return 'another' in scanned.value ? err({ type: 'damaged', fileName: '', reason: 'it has two accounts' }) : ok(scanned.value);
};

async function scanFor(
  known: ArchiveAccount | undefined,
  file: Blob,
  fileName: string,
  nowMs: number,
  options: VisitOptions,
): Promise<Scanned> {
  const plan = new Map<string, PlannedItem>();
  const leftOut = new Map<ArchiveLeftOut | 'duplicate' | 'unreadable' | 'too-many', number>();
  const references = { likes: new Set<ObjectId>(), bookmarks: new Set<ObjectId>() };
  const examples: string[] = [];
  let assumed = known;
  let actual: ArchiveAccount | undefined;
  let hasOutbox = false;
  let mediaFiles = 0;
  let mediaBytes = 0;
  const count = (reason: ArchiveLeftOut | 'duplicate' | 'unreadable' | 'too-many'): void =>
    void leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);

  function addItem(value: unknown): void {
    assumed ??= assumedAccount(value);
    const item: ArchiveItem =
      assumed === undefined ? { type: 'left-out', reason: 'malformed' } : readArchiveItem(value, assumed, nowMs);
    if (item.type === 'left-out') return count(item.reason);
    const key = planKey(item);
    if (plan.has(key)) return count('duplicate');
    if (plan.size >= archiveLimits.items) return count('too-many');
    const url = item.type === 'post' ? item.url : item.target;
    if (item.type === 'post' && examples.length < mostExamples) {
      const words = plain(looseText(item.object, 'content'), longestExample);
      if (words !== '') examples.push(words);
    }
    plan.set(key, { type: item.type, key: item.type === 'post' ? item.key : item.target, url, atMs: item.atMs });
  }

  async function take(entry: ArchiveEntry): Promise<void> {
    const part = archiveFile(entry.name);
    try {
      if (part === 'actor')
        actual ??= readArchiveAccount(JSON.parse(new TextDecoder().decode(await readWhole(entry, archiveLimits.actorBytes))));
      if (part === 'outbox') {
        hasOutbox = true;
        for await (const items of jsonItems(entry.chunks())) for (const item of items) addItem(item);
      }
      if (part === 'likes' || part === 'bookmarks')
        for await (const items of jsonItems(entry.chunks())) for (const item of items) addReference(references[part], item);
    } catch (error) {
      if (!(error instanceof EntryError || error instanceof JsonItemsError || error instanceof SyntaxError)) throw error;
      count('unreadable');
    }
  }

  const visited = await visitArchive(
    file,
    {
      wants(name, sizeBytes) {
        if (isMediaFile(name)) {
          mediaFiles += 1;
          mediaBytes += sizeBytes;
        }
        return archiveFile(name) !== undefined;
      },
      take,
    },
    options,
  );
  if (!visited.ok) return err(visited.error === 'no-archive' ? notUnderstood(fileName) : named(visited.error, fileName));
  const visit = visited.value;
  if (visit.encrypted.some((name) => archiveFile(name) !== undefined)) return err({ type: 'encrypted', fileName });
  if (visit.brokenOff !== undefined && (actual === undefined || !hasOutbox))
    return err({ type: 'damaged', fileName, reason: visit.brokenOff });
  if (actual === undefined || !hasOutbox) return err(missing(fileName, visit, hasOutbox, leftOut.has('unreadable')));
  if (assumed !== undefined && assumed !== known && isOther(assumed, actual)) return ok({ another: actual });
  return ok({
    account: actual,
    plan: [...plan.values()],
    leftOut,
    likes: [...references.likes],
    bookmarks: [...references.bookmarks],
    mediaFiles,
    mediaBytes,
    examples,
    visit,
  });
}

/** Tells posts and boosts apart, and each from every other. */
export const planKey = (item: Exclude<ArchiveItem, { type: 'left-out' }> | PlannedItem): string =>
  item.type === 'post' ? item.key : `boost ${'target' in item ? item.target : item.key}`;

function assumedAccount(value: unknown): ArchiveAccount | undefined {
  const id = isLooseObject(value) ? looseId(value, 'actor') : undefined;
  return id === undefined ? undefined : { id, address: '', name: '', summary: '' };
}

/** The followers' address matters only where it is an unusual one. */
const isOther = (assumed: ArchiveAccount, actual: ArchiveAccount): boolean =>
  assumed.id !== actual.id || actual.followers?.endsWith('/followers') === false;

function addReference(references: Set<ObjectId>, value: unknown): void {
  const id = typeof value === 'string' ? value : isLooseObject(value) ? value['id'] : undefined;
  const reference = typeof id === 'string' ? objectId(id) : undefined;
  if (reference !== undefined && references.size < archiveLimits.references) references.add(reference);
}

const named = (problem: ImportProblem, fileName: string): ImportProblem =>
  'fileName' in problem ? { ...problem, fileName } : problem;

const notUnderstood = (fileName: string): ImportProblem => ({ type: 'not-understood', fileName, reason: 'no archive' });

function missing(fileName: string, visit: Visit, hasOutbox: boolean, hasUnreadable: boolean): ImportProblem {
  if (hasUnreadable) return { type: 'damaged', fileName, reason: 'actor.json cannot be read' };
  if (hasOutbox) return { type: 'damaged', fileName, reason: 'actor.json is missing' };
  const isNested = (visit.refused.get('nested') ?? 0) > 0;
  const reason = isNested ? 'an archive in an archive: unpack the outer one' : 'no outbox.json in it';
  return { type: 'not-understood', fileName, reason };
}
