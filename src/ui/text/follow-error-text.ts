import { unreachable } from '../../protocol/result.ts';
import type { FollowError } from '../../services/app-api.ts';
import { t } from './translate.ts';

/** Why nobody was found under an address, and what to do. */
export function followErrorText(error: FollowError | { readonly type: 'unexpected' }): string {
  switch (error.type) {
    case 'not-an-address':
      return t('follow.not-an-address');
    case 'yourself':
      return t('follow.yourself');
    case 'not-found':
      return t('follow.not-found', { host: error.host });
    case 'gone':
      return t('follow.gone', { host: error.host });
    case 'forbidden':
      return t('follow.forbidden', { host: error.host });
    case 'unreachable':
      return t('follow.unreachable', { host: error.host, reason: error.reason });
    case 'unexpected':
      return t('follow.unexpected');
    default:
      return unreachable(error);
  }
}
