import { unreachable } from '../../protocol/result.ts';
import type { ComposeError } from '../../services/app-api.ts';
import { displayLocale, t } from './translate.ts';

/** What went wrong with something one wrote, that nothing is lost, and what to do. */
export function composeErrorText(error: ComposeError): string {
  switch (error.type) {
    case 'empty':
      return t('error.empty');
    case 'too-long':
      return t('error.too-long', { limit: new Intl.NumberFormat(displayLocale()).format(error.limit) });
    case 'partly':
      return t('error.partly', { posted: error.posted, of: error.of });
    case 'read-only':
      return t('error.read-only');
    case 'storage-full':
      return t('error.storage-full');
    default:
      return unreachable(error);
  }
}
