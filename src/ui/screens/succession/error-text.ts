import type { TakeBackError } from '../../../services/succession/succession-api.ts';
import { t } from '../../text/translate.ts';
import { phraseErrorText } from '../backup/phrase-error-text.ts';

/** Why the account could not be taken back, and what to do. */
export function errorText(error: TakeBackError): string {
  switch (error.type) {
    case 'wrong-passphrase':
      return t('succession.wrong-passphrase');
    case 'storage-full':
      return t('succession.storage-full');
    case 'no-successor':
      return t('succession.none');
    case 'offline':
      return t('succession.offline');
    case 'another-account':
      return t('succession.another-account');
    default:
      return phraseErrorText(error);
  }
}
