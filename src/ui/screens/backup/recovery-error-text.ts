import type { RecoveryError } from '../../../services/recovery/recovery-api.ts';
import { t } from '../../text/translate.ts';

/** Why the words are not shown. */
export function recoveryErrorText(error: RecoveryError): string {
  if (error.type === 'too-soon') return tooSoonText(error.untilMs);
  return error.type === 'no-words' ? t('ways.no-words') : t('backup.wrong');
}

/** How long to wait after wrong passphrases, rounded up. */
export const tooSoonText = (untilMs: number): string =>
  t('ways.too-soon', { count: Math.max(1, Math.ceil((untilMs - Date.now()) / 1000)) });
