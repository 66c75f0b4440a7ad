import type { AccountStore } from '../../protocol/ports/store.ts';
import { noteSettings } from '../private-state/setting-entries.ts';

const most = 30;
const longest = 100;

/** Hashtags kept at hand, without `#`, in small letters; on all devices of the account. */
export async function pinnedTags(store: AccountStore): Promise<readonly string[]> {
  const stored = await store.setting<unknown>('pinnedTags');
  if (typeof stored !== 'string') return [];
  const tags = stored.split(' ').filter((tag) => tag !== '' && tag.length <= longest);
  return [...new Set(tags)].slice(0, most);
}

/** Adds a hashtag at the end, or takes it away. */
export async function pinTag(store: AccountStore, tag: string, isPinned: boolean, nowMs: number): Promise<void> {
  const name = tag.replaceAll(/[\s#]/g, '').toLowerCase();
  if (name === '' || name.length > longest) return;
  const others = (await pinnedTags(store)).filter((one) => one !== name);
  await store.putSetting('pinnedTags', (isPinned ? [...others, name].slice(-most) : others).join(' '));
  await noteSettings(store, ['pinnedTags'], nowMs);
}
