import { timestampOf } from '../../protocol/proof/timestamp.ts';
import type { BookmarkRecord } from '../../protocol/ports/collections.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, Cursor } from '../../protocol/ports/store.ts';
import { backupLimitEntries, type BackupContent } from './backup-content.ts';
import { rootToMultibase, seedToMultibase } from './secret-multibase.ts';

const bookmarksAtOnce = 1_000;

/** What a way back is made of: the root secret, or of accounts of before the seed alone. */
export type AccountSecret = { readonly root: Uint8Array } | { readonly seed: Uint8Array };

/** All that brings the account back elsewhere, as a backup file and a pairing hold it. Changes nothing. */
export async function collectContent(
  account: Pick<AccountRecord, 'did' | 'createdAtMs'>,
  store: AccountStore,
  secret: AccountSecret,
): Promise<BackupContent> {
  const profile = await store.profile();
  const common = {
    format: 'pollen-backup' as const,
    did: account.did,
    createdAt: timestampOf(account.createdAtMs),
    ...(profile ? { profile } : {}),
    follows: newest(await store.follows()).map((follow) => ({ ...follow, via: [...follow.via] })),
    moderation: newest(await store.moderation()),
    remoteFollows: newest(await store.remote.follows()),
    lists: newest(await store.collections.lists()),
    listMembers: newest(await store.collections.members()),
    bookmarks: newest(await allBookmarks(store)),
    settings: {
      iceServers: await store.setting<string[]>('iceServers'),
      httpOnly: await store.setting<boolean>('httpOnly'),
      theme: await store.setting<'system' | 'light' | 'dark'>('theme'),
      locale: await store.setting<string>('locale'),
      undoSeconds: await store.setting<number>('undoSeconds'),
      postLanguage: await store.setting<string>('postLanguage'),
    },
    gateways: (await store.setting<string[]>('gateways')) ?? [],
  };
  return 'root' in secret
    ? { version: 2, root: rootToMultibase(secret.root), ...common }
    : { version: 1, seed: seedToMultibase(secret.seed), ...common };
}

/** No more than a backup is read with. */
function newest<T extends { readonly stampMs: number }>(entries: T[]): T[] {
  if (entries.length <= backupLimitEntries) return entries;
  return entries.toSorted((one, other) => other.stampMs - one.stampMs).slice(0, backupLimitEntries);
}

async function allBookmarks(store: AccountStore): Promise<BookmarkRecord[]> {
  const all: BookmarkRecord[] = [];
  for (let before: Cursor | undefined; ;) {
    const page = await store.collections.bookmarks({ before, limit: bookmarksAtOnce });
    all.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < bookmarksAtOnce) return all;
    before = { atMs: last.stampMs, id: last.id };
  }
}
