import type { Did } from '../../protocol/brand.ts';
import { generationOf } from '../recovery/account-chain.ts';
import { accountSeed } from '../../protocol/identity/secrets.ts';
import { seedToDid } from '../../protocol/proof/signer.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { BackupError } from '../app-api.ts';
import { backupLimitBytes, parseBackupContent, type BackupContent } from './backup-content.ts';
import type { AccountSecret } from './collect-content.ts';
import { open } from './envelope.ts';
import { multibaseToRoot, multibaseToSeed } from './secret-multibase.ts';

/** Opens a backup file and proves that its key is the key of its account. Nothing is stored; the caller wipes the secret. */
export async function openBackup(
  file: Blob,
  passphrase: string,
): Promise<Result<{ readonly content: BackupContent; readonly secret: AccountSecret }, BackupError>> {
  if (file.size > backupLimitBytes) return err({ type: 'not-a-backup', reason: 'the file is too large' });
  const opened = await open(new Uint8Array(await file.arrayBuffer()), passphrase);
  if (!opened.ok) {
    return err(
      opened.error.type === 'wrong-passphrase'
        ? { type: 'wrong-passphrase' }
        : { type: 'not-a-backup', reason: opened.error.reason },
    );
  }
  const parsed = parseBackupContent(opened.value);
  if (!parsed.ok)
    return err(parsed.error.newer ? { type: 'newer-version' } : { type: 'not-a-backup', reason: parsed.error.reason });
  const content = parsed.value;
  const secret = secretOfContent(content);
  return secret === undefined
    ? err({ type: 'not-a-backup', reason: 'its key is not the key of its account' })
    : ok({ content, secret });
}

/** The secret of a backup's content; undefined when it is not that of its account. */
export function secretOfContent(content: BackupContent): AccountSecret | undefined {
  if (content.version === 1) {
    const seed = multibaseToSeed(content.seed);
    return seed && seedToDid(seed) === content.did ? { seed } : undefined;
  }
  const root = multibaseToRoot(content.root);
  return root && seedToDid(accountSeed(root)) === content.did ? { root } : undefined;
}

/** Overwrites a secret with zeros. */
export function wipe(secret: AccountSecret): void {
  ('root' in secret ? secret.root : secret.seed).fill(0);
}

/** Would this file bring back the account `did`? Changes nothing. */
export async function checkBackup(file: Blob, passphrase: string, did: Did): Promise<Result<void, BackupError>> {
  const opened = await openBackup(file, passphrase);
  if (!opened.ok) return opened;
  const { content, secret } = opened.value;
  // A file from before the account went on under a successor's key leads to it.
  const leadsThere = content.did === did || ('root' in secret && generationOf(secret.root, did) !== undefined);
  wipe(secret);
  return leadsThere ? ok(undefined) : err({ type: 'another-account' });
}
