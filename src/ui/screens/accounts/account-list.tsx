import { type ReactNode, useState } from 'react';
import type { AccountHere } from '../../../services/accounts/accounts-api.ts';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../text/translate.ts';
import { AccountPicture } from './account-picture.tsx';
import { accountName, accountState } from './account-words.ts';
import { rememberChosen } from './chosen-account.ts';
import { useLeaving } from './use-leaving.ts';
import styles from './accounts.module.css';

/** The accounts of this device, each a button that opens it; the open one stands there and does nothing. */
export function AccountList(props: {
  readonly accounts: readonly AccountHere[];
  /** Where the app goes with it; absent: to the timeline. */
  readonly stays?: boolean;
  /** The one that was chosen is open already. */
  readonly onSame?: () => void;
}): ReactNode {
  const app = useApp();
  const [opening, setOpening] = useState<AccountHere>();
  const [failed, setFailed] = useState(false);
  const { waiting, leave, goNow } = useLeaving();

  async function open(account: AccountHere): Promise<void> {
    if (opening !== undefined) return;
    if (account.isOpen) return props.onSame?.();
    setOpening(account);
    setFailed(false);
    try {
      const desk = await app.accounts();
      let isOpening = false;
      await leave(async () => {
        // What stands in the address is a place of the other account's app as well, but hardly one that was meant.
        if (props.stays === true) rememberChosen(account.did);
        else history.replaceState(history.state, '', '#/');
        isOpening = (await desk.open(account.did)).ok;
      });
      if (isOpening) return;
    } catch {
      // Said below, as for one that was removed meanwhile.
    }
    setOpening(undefined);
    setFailed(true);
  }

  return (
    <>
      <ul className={styles.list}>
        {props.accounts.map((account) => (
          <li key={account.did}>
            <button
              type="button"
              className={styles.account}
              aria-current={account.isOpen || undefined}
              aria-disabled={opening !== undefined || undefined}
              onClick={() => void open(account)}
            >
              <AccountPicture account={account} />
              <span className={styles.words}>
                <bdi className={styles.name}>{accountName(account)}</bdi>
                <span className={styles.detail}>
                  {account.username !== '' && <bdi>@{account.username}</bdi>}{' '}
                  <span className={styles.state}>{accountState(account)}</span>
                </span>
              </span>
              {account.isOpen && <Icon name="check" />}
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.note} role="status">
        {waiting && t('accounts.leaving')}
        {!waiting && opening !== undefined && t('accounts.opening', { name: accountName(opening) })}
        {failed && t('accounts.failed')}
      </p>
      {waiting && <Button onClick={goNow}>{t('accounts.leave-now')}</Button>}
    </>
  );
}
