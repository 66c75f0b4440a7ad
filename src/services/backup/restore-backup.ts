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
  const moderationKey = (entry: { readonly kind: string; readonly target: string }) => `${entry.kind} ${entry.target}`;
  const moderationStamps = new Map((await store.moderation()).map((entry) => [moderationKey(entry), entry.stampMs]));
  for (const entry of content.moderation) {
    if ((moderationStamps.get(moderationKey(entry)) ?? -1) < entry.stampMs) await store.putModeration(entry);
  }

  const settings: Partial<Record<SettingKey, unknown>> = { ...content.settings };
  if (content.gateways.length > 0) settings.gateways = content.gateways;
  for (const [key, value] of Object.entries(settings) as [SettingKey, unknown][]) {
    if (value !== undefined && (await store.setting(key)) === undefined) await store.putSetting(key, value);
  }
}
