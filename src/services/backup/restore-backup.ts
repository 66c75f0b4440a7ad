import type { Did } from '../../protocol/brand.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { err, type Result } from '../../protocol/result.ts';
import type { BackupError } from '../app-api.ts';
import type { BackupContent } from './backup-content.ts';
import { seal } from './envelope.ts';
import { mergeContent } from './merge-content.ts';
import { openBackup, secretOfContent, wipe } from './open-backup.ts';
import { restoreAccount, type RestoreDependencies, type RestoreError } from './restore-account.ts';

export interface RestoreBackupDependencies {
  readonly device: DeviceStore;
  readonly openAccount: (did: Did) => Promise<AccountStore>;
  readonly clock: Clock;
  readonly subtle: SubtleCrypto;
  /** Base-2 logarithm of scrypt's N; smaller only in tests. */
  readonly workFactor?: number;
}

/** Makes the account of a backup file the current one, reading only (restore-account.ts). Its passphrase stays the account's. */
export async function restoreBackup(
  dependencies: RestoreBackupDependencies,
  file: Blob,
  passphrase: string,
): Promise<Result<AccountRecord, BackupError>> {
  const { workFactor } = dependencies;
  const opened = await openBackup(file, passphrase);
  if (!opened.ok) return opened;
  const { content, secret } = opened.value;
  const nowMs = dependencies.clock.nowMs();
  try {
    return await restoreAccount(dependencies, secret, {
      createdAtMs: Date.parse(content.createdAt),
      rest: async (seed) => ({
        sealedSeed: await seal(seed, passphrase, workFactor),
        ...('root' in secret ? { sealedRoot: await seal(secret.root, passphrase, workFactor) } : {}),
      }),
      backedUpAtMs: nowMs,
      drilledAtMs: { file: nowMs },
      merge: (store, digest) => mergeContent(store, content, digest),
    });
  } finally {
    wipe(secret);
  }
}

/** Envelopes of another device of the account, of the passphrase that it has there. */
export type ReadyEnvelopes = Required<Pick<AccountRecord, 'sealedSeed'>> &
  Pick<AccountRecord, 'sealedRoot' | 'backedUpAtMs' | 'drilledAtMs'>;

/** The same with content that came from another device together with its envelopes, so that no passphrase is needed here. */
export async function restoreContent(
  dependencies: RestoreDependencies,
  content: BackupContent,
  { sealedSeed, sealedRoot, ...moments }: ReadyEnvelopes,
): Promise<Result<AccountRecord, RestoreError | { readonly type: 'not-a-backup'; readonly reason: string }>> {
  const secret = secretOfContent(content);
  if (secret === undefined) return err({ type: 'not-a-backup', reason: 'its key is not the key of its account' });
  try {
    return await restoreAccount(dependencies, secret, {
      createdAtMs: Date.parse(content.createdAt),
      rest: async () => ({ sealedSeed, ...(sealedRoot === undefined ? {} : { sealedRoot }) }),
      ...moments,
      merge: (store, digest) => mergeContent(store, content, digest),
    });
  } finally {
    wipe(secret);
  }
}
