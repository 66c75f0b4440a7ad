import type { Did } from '../../protocol/brand.ts';
import type { Clock } from '../../protocol/ports/clock.ts';
import type { AccountRecord } from '../../protocol/ports/records.ts';
import type { AccountStore, DeviceStore } from '../../protocol/ports/store.ts';
import { err, type Result } from '../../protocol/result.ts';
import type { BackupError } from '../app-api.ts';
import { rootAfter } from '../recovery/account-chain.ts';
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
  /** Which account of the chain of a root secret is the newest that somebody has; undefined: nobody answered, or has any. */
  newestOf?(root: Uint8Array, gateways: readonly string[]): Promise<number | undefined>;
}

export interface RestoreBackupOptions {
  /** Restores the account after so many successions. Absent: the file's own, unless a successor is found (`has-successor`). */
  readonly generation?: number;
}

/**
 * Makes the account of a backup file the current one, reading only (restore-account.ts). Its passphrase stays the account's. Works without a
 * network.
 */
export async function restoreBackup(
  dependencies: RestoreBackupDependencies,
  file: Blob,
  passphrase: string,
  options: RestoreBackupOptions = {},
): Promise<Result<AccountRecord, BackupError>> {
  const { workFactor } = dependencies;
  const opened = await openBackup(file, passphrase);
  if (!opened.ok) return opened;
  const { content, secret: filed } = opened.value;
  const newest = 'root' in filed ? (options.generation ?? (await dependencies.newestOf?.(filed.root, content.gateways)) ?? 0) : 0;
  if (newest > 0 && options.generation === undefined) {
    wipe(filed);
    return err({ type: 'has-successor', generation: newest });
  }
  const secret = 'root' in filed ? { root: rootAfter(filed.root, newest) } : filed;
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
      merge: (store, digest) => mergeContent(store, newest > 0 ? withoutPlaces(content) : content, digest),
    });
  } finally {
    wipe(secret);
    wipe(filed);
  }
}

/** A successor has the name and the picture, but not the addresses of the account before it. */
function withoutPlaces(content: BackupContent): BackupContent {
  if (content.profile === undefined) return content;
  const { website: _website, hasWebfinger: _webfinger, address: _address, formerIds: _former, ...profile } = content.profile;
  return { ...content, profile };
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
