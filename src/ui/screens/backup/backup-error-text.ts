import { unreachable } from '../../../protocol/result.ts';
import type { BackupError } from '../../../services/app-api.ts';
import { tooSoonText } from './recovery-error-text.ts';
import { t } from '../../text/translate.ts';

/** What is wrong with a backup, that nothing was changed, and what to do. */
export function backupErrorText(error: BackupError): string {
  switch (error.type) {
    case 'weak-passphrase':
      return t('backup.weak', { minimum: error.minimum });
    case 'wrong-passphrase':
      return t('backup.wrong');
    case 'too-soon':
      return tooSoonText(error.untilMs);
    case 'not-a-backup':
      return t('backup.not-a-backup');
    case 'already-here':
      return t('backup.already-here');
    case 'another-account':
      return t('backup.another-account');
    case 'no-seed':
      return t('backup.no-seed');
    case 'newer-version':
      return t('backup.newer-version');
    case 'storage-full':
      return t('error.storage-full');
    case 'has-successor':
      return t('backup.has-successor');
    default:
      return unreachable(error);
  }
}
