import type { AccountStore } from '../../protocol/ports/store.ts';
import { entryKey, isWithinBounds, type PrivateEntry } from '../../protocol/private-state/entry.ts';
import { mergeEntries, type PrivateState } from '../../protocol/private-state/merge.ts';
import { entryOfRecord, isEchoOf, type PrivateRecord } from '../../protocol/private-state/record-entries.ts';

/** All private state of this device as entries. What is out of bounds stays here only. */
export async function localEntries(store: AccountStore): Promise<PrivateState> {
  const { collections, remote, privateEntries } = store;
  const [follows, remoteFollows, moderation, lists, members, bookmarks, kept] = await Promise.all([
    store.follows(),
    remote.follows(),
    store.moderation(),
    collections.lists(),
    collections.members(),
    collections.bookmarkRecords(),
    privateEntries.all(),
  ]);
  const records: PrivateRecord[] = [
    ...follows.map((record) => ({ kind: 'follow' as const, record })),
    ...remoteFollows.map((record) => ({ kind: 'remote-follow' as const, record })),
    ...moderation.map((record) => ({ kind: record.kind, record })),
    ...lists.map((record) => ({ kind: 'list' as const, record })),
    ...members.map((record) => ({ kind: 'list-member' as const, record })),
    ...bookmarks.map((record) => ({ kind: 'bookmark' as const, record })),
  ];
  const written = new Map<string, PrivateEntry>();
  for (const entry of records.map(entryOfRecord)) if (isWithinBounds(entry)) written.set(entryKey(entry), entry);
  for (const entry of kept) {
    const known = written.get(entryKey(entry));
    if (known !== undefined && isEchoOf(entry, known)) written.delete(entryKey(entry));
  }
  return mergeEntries(written.values(), kept.filter(isWithinBounds));
}
