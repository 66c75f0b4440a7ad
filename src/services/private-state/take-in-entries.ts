import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { PrivateEntry } from '../../protocol/private-state/entry.ts';
import { isWholeRecord, recordOfEntry, type PrivateRecord } from '../../protocol/private-state/record-entries.ts';
import { applyFilterEntries } from '../filters/filter-entries.ts';
import { rememberAccount } from '../follow.ts';
import { markReadUpTo } from './read-markers.ts';
import { takeInSettings } from './setting-entries.ts';

type RecordOf<Kind extends PrivateRecord['kind']> = Extract<PrivateRecord, { readonly kind: Kind }>['record'];

/**
 * Takes in what other devices of the account know and this one does not, with everything that follows from it here. Stores that have
 * something newer by now keep it. Effects come before the entry that they belong to: killed in between, all of it is done again.
 */
export async function takeInEntries(store: AccountStore, news: readonly PrivateEntry[], nowMs: number): Promise<void> {
  if (news.length === 0) return;
  const records = news.flatMap((entry) => recordOfEntry(entry) ?? []);
  const of = <Kind extends PrivateRecord['kind']>(...kinds: readonly Kind[]): RecordOf<Kind>[] =>
    records.flatMap(({ kind, record }) => ((kinds as readonly string[]).includes(kind) ? [record as RecordOf<Kind>] : []));

  await store.putModerations(of('block', 'mute'));
  await takeInFollows(store, of('follow'), of('remote-follow'));
  const [lists, members, bookmarks] = [of('list'), of('list-member'), of('bookmark')];
  if (lists.length + members.length > 0) await store.collections.putLists(lists, members);
  if (bookmarks.length > 0) await store.collections.putBookmarks(bookmarks);
  const rest = news.filter((entry) => !isWholeRecord(entry));
  await takeInSettings(store, rest);
  await applyFilterEntries(store, rest);
  await markReadUpTo(store, rest, nowMs);
  if (rest.length > 0) await store.privateEntries.put(rest);
}

/** Reading begins and ends by itself in the tab that runs the network: it watches the follows. */
async function takeInFollows(
  store: AccountStore,
  follows: readonly RecordOf<'follow'>[],
  remote: readonly RecordOf<'remote-follow'>[],
): Promise<void> {
  if (follows.length + remote.length === 0) return;
  const people = [...follows.map(({ did, removed }) => ({ id: did, removed })), ...remote];
  const idsOf = (wanted: boolean): (Did | ObjectId)[] => people.flatMap(({ id, removed }) => (removed === wanted ? [id] : []));
  await store.setHome(idsOf(true), 0);
  await store.setHome(idsOf(false), 1);
  const known = new Map((await store.follows()).map((follow) => [follow.did, follow]));
  for (const follow of follows) {
    if (!follow.removed) await rememberAccount(store, follow);
    await store.putFollow({ ...follow, coHost: known.get(follow.did)?.coHost ?? false });
  }
  if (remote.length > 0) await store.remote.putFollows(remote);
}
