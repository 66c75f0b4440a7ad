import type { SettingKey } from '../../protocol/ports/records.ts';
import type { AccountStore } from '../../protocol/ports/store.ts';
import type { BackupContent } from './backup-content.ts';

/** Brings private state in; an entry of this device with the same or a newer stamp stays, and so does a setting that is set. */
export async function mergeContent(store: AccountStore, content: BackupContent, nextKeyDigest?: string): Promise<void> {
  if (content.profile && !(await store.profile())) {
    await store.putProfile({ ...content.profile, ...(nextKeyDigest === undefined ? {} : { nextKeyDigest }) });
  }

  const followStamps = new Map((await store.follows()).map((follow) => [follow.did, follow.stampMs]));
  for (const follow of content.follows) {
    if ((followStamps.get(follow.did) ?? -1) < follow.stampMs) await store.putFollow(follow);
  }
  await mergePrivate(store, content);

  const settings: Partial<Record<SettingKey, unknown>> = { ...content.settings };
  if (content.gateways.length > 0) settings.gateways = content.gateways;
  for (const [key, value] of Object.entries(settings) as [SettingKey, unknown][]) {
    if (value !== undefined && (await store.setting(key)) === undefined) await store.putSetting(key, value);
  }
}

/** In each of these stores the entry with the higher stamp stays; of two with the same, the one of this device. */
async function mergePrivate(store: AccountStore, content: BackupContent): Promise<void> {
  const { moderation, remoteFollows = [], lists = [], listMembers = [], bookmarks = [] } = content;
  const [here, follows, listsHere, members] = await Promise.all([
    store.moderation(),
    store.remote.follows(),
    store.collections.lists(),
    store.collections.members(),
  ]);
  await store.putModerations(newer(moderation, here, ({ kind, target }) => `${kind} ${target}`));
  const newFollows = newer(remoteFollows, follows, ({ id }) => id);
  await store.remote.putFollows(newFollows);
  for (const home of [0, 1] as const) {
    const people = newFollows.filter(({ removed }) => removed === (home === 0));
    await store.setHome(
      people.map(({ id }) => id),
      home,
    );
  }
  await store.collections.putLists(
    newer(lists, listsHere, ({ id }) => id),
    newer(listMembers, members, ({ list, member }) => `${list} ${member}`),
  );
  // The store itself keeps the newer one.
  await store.collections.putBookmarks(bookmarks);
}

function newer<T extends { readonly stampMs: number }>(
  entries: readonly T[],
  here: readonly T[],
  key: (entry: T) => string,
): readonly T[] {
  const stamps = new Map(here.map((entry) => [key(entry), entry.stampMs]));
  return entries.filter((entry) => (stamps.get(key(entry)) ?? -1) < entry.stampMs);
}
