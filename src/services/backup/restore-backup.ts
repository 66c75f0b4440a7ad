import type { Did } from '../../protocol/brand.ts';
import { didToIpnsName } from '../../protocol/identity/ids.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { AccountRecord, SettingKey } from '../../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { BackupError } from '../app-api.ts';
import { importSigningKey } from '../account-keys.ts';
import { findAccount } from '../account.ts';
import type { BackupContent } from './backup-content.ts';
import { seal } from './envelope.ts';
import { openBackup } from './open-backup.ts';

export interface RestoreBackupDependencies {
  readonly device: DeviceStore;
  readonly openAccount: (did: Did) => Promise<AccountStore>;
  readonly clock: Clock;
  readonly subtle: SubtleCrypto;
  /** Base-2 logarithm of scrypt's N; smaller only in tests. */
  readonly workFactor?: number;
}

/**
 * Makes the account of a backup file the current one, reading only: nothing is published until its own outbox has been read
 * (`reconcile` of the publish service) or the user says that it is gone.
 */
export async function restoreBackup(
  dependencies: RestoreBackupDependencies,
  file: Blob,
  passphrase: string,
): Promise<Result<AccountRecord, BackupError>> {
  const { device, subtle, workFactor } = dependencies;
  const opened = await openBackup(file, passphrase);
  if (!opened.ok) return opened;
  const { content, seed } = opened.value;
  if (await findAccount(device, content.did)) return err({ type: 'already-here' });

  const account: AccountRecord = {
    did: content.did,
    name: didToIpnsName(content.did),
    createdAtMs: Date.parse(content.createdAt),
    signingKey: await importSigningKey(subtle, seed),
    sealedSeed: await seal(seed, passphrase, workFactor),
    backedUpAtMs: dependencies.clock.nowMs(),
    readOnly: true,
  };
  seed.fill(0);
  await mergeContent(await dependencies.openAccount(content.did), content);
  await device.putAccount(account);
  await device.setCurrentAccount(account.did);
  return ok(account);
}

/** Brings private state in; an entry of this device with the same or a newer stamp stays, and so does a setting that is set. */
export async function mergeContent(store: AccountStore, content: BackupContent): Promise<void> {
  if (content.profile && !(await store.profile())) await store.putProfile(content.profile);

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
  for (const { id, removed } of newFollows) await store.setHome(id, removed ? 0 : 1);
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
