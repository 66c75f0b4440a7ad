import type { Did } from '../../protocol/brand.ts';
import { createSeedSigner } from '../../protocol/proof/signer.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import type { BackupError } from '../app-api.ts';
import { backupLimitBytes, parseBackupContent, type BackupContent } from './backup-content.ts';
import { open } from './envelope.ts';
import { multibaseToSeed } from './seed-multibase.ts';

/** Opens a backup file and proves that its key is the key of its account. Nothing is stored; the caller wipes `seed`. */
export async function openBackup(
  file: Blob,
  passphrase: string,
): Promise<Result<{ readonly content: BackupContent; readonly seed: Uint8Array }, BackupError>> {
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
  if (!parsed.ok) return err({ type: 'not-a-backup', reason: parsed.error.reason });
  const content = parsed.value;
  const seed = multibaseToSeed(content.seed);
  if (!seed || createSeedSigner(seed).did !== content.did) {
    return err({ type: 'not-a-backup', reason: 'its key is not the key of its account' });
  }
  return ok({ content, seed });
}

/** Would this file bring back the account `did`? Changes nothing. */
export async function checkBackup(file: Blob, passphrase: string, did: Did): Promise<Result<void, BackupError>> {
  const opened = await openBackup(file, passphrase);
  if (!opened.ok) return opened;
  opened.value.seed.fill(0);
  return opened.value.content.did === did ? ok(undefined) : err({ type: 'another-account' });
}
