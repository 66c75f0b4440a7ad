import type { RecoveryError } from '../../../services/recovery/recovery-api.ts';
import { t } from '../../text/translate.ts';

export const recoveryErrorText = (error: RecoveryError): string =>
  error.type === 'no-words' ? t('ways.no-words') : t('backup.wrong');
