import { accountSeed } from '../../protocol/identity/secrets.ts';
import { timestampOf } from '../../protocol/proof/timestamp.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { BackupError } from '../app-api.ts';
import { derivePrivateKeys } from '../account-keys.ts';
import { findAccount } from '../account.ts';
import { isStorageFull } from '../storage-full.ts';
import { collectContent, type AccountSecret } from './collect-content.ts';
import { seal } from './envelope.ts';
import { openGuardedRoot } from './guarded-root.ts';
import { openPendingRoot, openSeed } from './open-secrets.ts';

/** Shortest passphrase, in characters. */
export const passphraseMinimum = 10;

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
 * Writes the backup file of the store's account. Afterwards the secrets rest only in envelopes of the same passphrase, so a later backup
 * needs the passphrase of the one before (`wrong-passphrase` otherwise).
 */
export async function saveBackup(
  dependencies: SaveBackupDependencies,
  passphrase: string,
): Promise<Result<BackupFile, BackupError>> {
  const { device, store, clock, subtle, workFactor } = dependencies;
  if ([...passphrase].length < passphraseMinimum) return err({ type: 'weak-passphrase', minimum: passphraseMinimum });
  const account = await findAccount(device, store.did);
  if (!account) return err({ type: 'no-seed' });
  const found = await secretOf(dependencies, account, passphrase);
  if (!found.ok) return found;
  const secret = found.value;
  const seed = 'root' in secret ? accountSeed(secret.root) : secret.seed;
  try {
    const nowMs = clock.nowMs();
    const content = await collectContent(account, store, secret);
    const bytes = await seal(new TextEncoder().encode(JSON.stringify(content)), passphrase, workFactor);
    const sealed = await sealSecrets(account, secret, seed, passphrase, workFactor);
    const privateKeys = await derivePrivateKeys(subtle, seed);
    // Only now is there another way to the secrets than the device's own key, and only now that one goes.
    await device.changeAccount(store.did, ({ pendingSeed: _seed, pendingRoot: _root, ...record }) => ({
      ...(record.signingKey.kind === 'locked' ? {} : { privateKeys }),
      ...record,
      ...sealed,
      backedUpAtMs: nowMs,
    }));
    const username = content.profile?.preferredUsername ?? 'account';
    return ok({
      file: new Blob([bytes], { type: 'application/octet-stream' }),
      fileName: `pollen-${username}-${timestampOf(nowMs).slice(0, 10)}.age`,
    });
  } catch (error) {
    if (isStorageFull(error)) return err({ type: 'storage-full' });
    throw error;
  } finally {
    seed.fill(0);
    if ('root' in secret) secret.root.fill(0);
  }
}

/** The root secret, or of an account of before the seed. An account that has a root secret is never saved without it. */
async function secretOf(
  dependencies: SaveBackupDependencies,
  account: AccountRecord,
  passphrase: string,
): Promise<Result<AccountSecret, BackupError>> {
  if (account.sealedRoot !== undefined) {
    const root = await openGuardedRoot(dependencies, account.did, passphrase);
    if (root.ok) return ok({ root: root.value });
    if (root.error.type === 'too-soon') return err(root.error);
    return err({ type: root.error.type === 'wrong-passphrase' ? 'wrong-passphrase' : 'no-seed' });
  }
  const root = await openPendingRoot(dependencies.subtle, account);
  if (root !== undefined) return ok({ root });
  const seed = await openSeed(dependencies, account, passphrase);
  return seed.ok ? ok({ seed: seed.value }) : seed;
}

/** Envelopes that the account does not have yet. */
async function sealSecrets(
  account: AccountRecord,
  secret: AccountSecret,
  seed: Uint8Array,
  passphrase: string,
  workFactor: number | undefined,
): Promise<Pick<AccountRecord, 'sealedSeed' | 'sealedRoot'>> {
  const sealedSeed = account.sealedSeed ?? (await seal(seed, passphrase, workFactor));
  if (!('root' in secret)) return { sealedSeed };
  return { sealedSeed, sealedRoot: account.sealedRoot ?? (await seal(secret.root, passphrase, workFactor)) };
}
