import type { FollowError } from '../../../services/app-api.ts';
import type { LinkedAccount } from '../../../services/linked/linked-desk.ts';
import { followErrorText } from '../../text/follow-error-text.ts';
import { t } from '../../text/translate.ts';

export function linkStateText(state: LinkedAccount['state']): string {
  const words: Readonly<Record<LinkedAccount['state'], string>> = {
    looking: t('linked.looking'),
    'both-ways': t('linked.both-ways'),
    'one-way': t('linked.one-way'),
    unreachable: t('linked.unreachable'),
  };
  return words[state];
}

type Refusal = { readonly type: 'too-many' | 'read-only' };

export function addErrorText(error: FollowError | Refusal): string {
  if (!isRefusal(error)) return followErrorText(error);
  return error.type === 'too-many' ? t('linked.too-many') : t('error.read-only');
}

const isRefusal = (error: FollowError | Refusal): error is Refusal => error.type === 'too-many' || error.type === 'read-only';
