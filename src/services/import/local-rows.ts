import type { CsvEntry, CsvKind, PersonEntry } from '../../protocol/import/entries.ts';
import type { BookmarkRecord, ListMemberRecord, ListRecord } from '../../protocol/ports/collections.ts';
import type { JobRecord } from '../../protocol/ports/jobs.ts';
import type { ModerationRecord } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import { nextStamp } from '../../protocol/private-state/stamp.ts';
import type { LaterParts } from '../later-parts.ts';
import type { RowState } from './files-api.ts';
import { csvRows, type CsvRow } from './import-data.ts';
import { loadKnownPeople, type KnownPeople } from './known-people.ts';

const rowsAtOnce = 500;

type LocalParts = Pick<LaterParts, 'store' | 'clock'> & { newId(): string };
/** What becomes of each row, after its effect was stored. */
type Apply = (rows: readonly CsvRow[]) => Promise<readonly RowState[]>;

/** Does rows that no server has to be asked for: blocks, mutes, lists, bookmarks. Each portion's effect is stored before its rows. */
export async function runLocalRows(parts: LocalParts, job: JobRecord, kind: CsvKind, signal: AbortSignal): Promise<'ended'> {
  const { store } = parts;
  const apply = await applier(parts, job, kind);
  while (!signal.aborted) {
    const rows = csvRows(await store.jobs.rows(job.id, { state: 'waiting', limit: rowsAtOnce }));
    if (rows.length === 0) break;
    const states = await apply(rows);
    await store.jobs.putRows(rows.map((row, place) => ({ ...row, state: states[place] ?? 'done' })));
  }
  return 'ended';
}

async function applier(parts: LocalParts, job: JobRecord, kind: CsvKind): Promise<Apply> {
  const { store } = parts;
  if (kind === 'bookmarks') return (rows) => addBookmarks(store, job, rows);
  const people = await loadKnownPeople(store);
  if (kind === 'lists') return (rows) => addMembers(parts, people, rows);
  return (rows) => addModeration(parts, kind === 'mutes' ? 'mute' : 'block', people, job, rows);
}

async function addModeration(
  { store, clock }: LocalParts,
  kind: ModerationRecord['kind'],
  people: KnownPeople,
  job: JobRecord,
  rows: readonly CsvRow[],
): Promise<readonly RowState[]> {
  const known = new Map((await store.moderation()).flatMap((entry) => (entry.kind === kind ? [[entry.target, entry]] : [])));
  const entries: ModerationRecord[] = [];
  const states = rows.map(({ data: { entry } }): RowState => {
    const target = targetOf(entry, people);
    if (target === undefined) return 'not-found';
    const before = known.get(target);
    // Also when this very job stored it and was stopped before it could say so.
    if (before !== undefined && !before.removed) return before.stampMs < job.createdAtMs ? 'already-there' : 'done';
    const hides = entry.type === 'person' && entry.hidesNotifications === false ? { hidesNotifications: false } : {};
    const stampMs = nextStamp(clock.nowMs(), before);
    const made: ModerationRecord = { target, kind, stampMs, removed: false, ...hides };
    entries.push(made);
    known.set(target, made);
    return 'done';
  });
  if (entries.length > 0) await store.putModerations(entries);
  return states;
}

function targetOf(entry: CsvEntry, people: KnownPeople): ModerationRecord['target'] | undefined {
  if (entry.type === 'host') return `https://${entry.host}` as ModerationRecord['target'];
  return entry.type === 'person' ? people.memberOf(entry.person) : undefined;
}

/** Lists are known by their titles: one that is there already gets more members. */
async function addMembers(
  { store, clock, newId }: LocalParts,
  people: KnownPeople,
  rows: readonly CsvRow[],
): Promise<readonly RowState[]> {
  const [lists, members] = await Promise.all([store.collections.lists(), store.collections.members()]);
  const byTitle = new Map(lists.flatMap((list) => (list.removed ? [] : [[list.title, list.id]])));
  const known = new Map(members.map((entry) => [`${entry.list} ${entry.member}`, entry]));
  const newLists: ListRecord[] = [];
  const newMembers: ListMemberRecord[] = [];
  const nowMs = clock.nowMs();
  const add = ({ list: title = '', person }: PersonEntry): RowState => {
    const member = people.memberOf(person);
    if (member === undefined) return 'not-found';
    let list = byTitle.get(title);
    if (list === undefined) {
      list = newId();
      byTitle.set(title, list);
      newLists.push({ id: list, title, stampMs: nowMs, removed: false });
    }
    const before = known.get(`${list} ${member}`);
    if (before?.removed === false) return 'already-there';
    const made: ListMemberRecord = { list, member, stampMs: nextStamp(nowMs, before), removed: false };
    known.set(`${list} ${member}`, made);
    newMembers.push(made);
    return 'done';
  };
  const states = rows.map(({ data: { entry } }) => (entry.type === 'person' ? add(entry) : 'not-found'));
  if (newMembers.length > 0) await store.collections.putLists(newLists, newMembers);
  return states;
}

/** The first row is the newest bookmark, as Mastodon writes them; the posts themselves are fetched when somebody looks. */
async function addBookmarks(store: AccountStore, job: JobRecord, rows: readonly CsvRow[]): Promise<readonly RowState[]> {
  const ids = rows.flatMap(({ data: { entry } }) => (entry.type === 'post' ? [entry.id] : []));
  const known = new Map((await store.collections.bookmarkRecords(ids)).map((bookmark) => [bookmark.id, bookmark]));
  const bookmarks: BookmarkRecord[] = [];
  const states = rows.map(({ index, data: { entry } }): RowState => {
    if (entry.type !== 'post') return 'not-found';
    const before = known.get(entry.id);
    if (before?.removed === false) return 'already-there';
    bookmarks.push({ id: entry.id, stampMs: nextStamp(job.createdAtMs - index, before), removed: false });
    return 'done';
  });
  if (bookmarks.length > 0) await store.collections.putBookmarks(bookmarks);
  return states;
}
