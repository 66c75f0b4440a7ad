import type { AccountHere } from '../../../services/accounts/accounts-api.ts';
import { t } from '../../text/translate.ts';

/** What to call it. */
export const accountName = ({ name, username }: AccountHere): string => name || username || t('accounts.unnamed');

/** One line about an account: what waits in it, and what there is to know before it is opened. */
export function accountState(account: AccountHere): string {
  const { isOpen, locks, unread = 0, waiting = 0, ended } = account;
  if (ended !== undefined) return ended === 'closed' ? t('accounts.ended') : t('accounts.succeeded');
  if (waiting > 0) return t('accounts.waiting', { count: waiting });
  if (isOpen) return t('accounts.open-now');
  if (locks) return t('accounts.locks');
  return unread > 0 ? t('accounts.unread', { count: unread }) : '';
}
