import { timestampOf } from '../../protocol/proof/timestamp.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { BookmarkRecord } from '../../protocol/ports/collections.ts';
import type { AccountStore, Cursor, DeviceStore } from '../../protocol/ports/store.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { BackupError } from '../app-api.ts';
import { unwrapSeed } from '../account-keys.ts';
import { findAccount } from '../account.ts';
import { backupLimitEntries, type BackupContent } from './backup-content.ts';
import { open, seal } from './envelope.ts';
import { seedToMultibase } from './seed-multibase.ts';

/** Shortest passphrase, in characters. */
export const passphraseMinimum = 10;
const bookmarksAtOnce = 1_000;

export interface SaveBackupDependencies {
  readonly device: DeviceStore;
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly subtle: SubtleCrypto;
  /** Base-2 logarithm of scrypt's N; smaller only in tests. */
  readonly workFactor?: number;
}

export interface BackupFile {
  readonly file: Blob;
  readonly fileName: string;
}

/**
 * Writes the backup file of the store's account. Afterwards the seed rests only in an envelope of the same passphrase, so a
 * later backup needs the passphrase of the one before (`wrong-passphrase` otherwise).
 */
export async function saveBackup(
  dependencies: SaveBackupDependencies,
  passphrase: string,
): Promise<Result<BackupFile, BackupError>> {
  const { device, store, clock, workFactor } = dependencies;
  if ([...passphrase].length < passphraseMinimum) return err({ type: 'weak-passphrase', minimum: passphraseMinimum });
  const account = await findAccount(device, store.did);
  if (!account) return err({ type: 'no-seed' });
  const found = await seedOf(account, dependencies.subtle, passphrase);
  if (!found.ok) return found;
  const seed = found.value;
  try {
    const nowMs = clock.nowMs();
    const content = await collect(account, store, seed);
    const bytes = await seal(new TextEncoder().encode(JSON.stringify(content)), passphrase, workFactor);
    const sealedSeed = account.sealedSeed ?? (await seal(seed, passphrase, workFactor));
    // Read again: sealing takes a second, and other tabs change the record too.
    const { pendingSeed: _dropped, ...rest } = (await findAccount(device, store.did)) ?? account;
    await device.putAccount({ ...rest, sealedSeed, backedUpAtMs: nowMs });
    const username = content.profile?.preferredUsername ?? 'account';
    return ok({
      file: new Blob([bytes], { type: 'application/octet-stream' }),
      fileName: `pollen-${username}-${timestampOf(nowMs).slice(0, 10)}.age`,
    });
  } finally {
    seed.fill(0);
  }
}

async function seedOf(
  account: AccountRecord,
  subtle: SubtleCrypto,
  passphrase: string,
): Promise<Result<Uint8Array, BackupError>> {
  if (account.signingKey.kind === 'seed') return ok(account.signingKey.seed.slice());
  if (account.pendingSeed) {
    const seed = await unwrapSeed(subtle, account.pendingSeed);
    if (seed) return ok(seed);
  }
  if (!account.sealedSeed) return err({ type: 'no-seed' });
  const opened = await open(account.sealedSeed, passphrase);
  if (opened.ok) return opened;
  return err({ type: opened.error.type === 'wrong-passphrase' ? 'wrong-passphrase' : 'no-seed' });
}

async function collect(account: AccountRecord, store: AccountStore, seed: Uint8Array): Promise<BackupContent> {
  const profile = await store.profile();
  return {
    format: 'pollen-backup',
    version: 1,
    did: account.did,
    seed: seedToMultibase(seed),
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
