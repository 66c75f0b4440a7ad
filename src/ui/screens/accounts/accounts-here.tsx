import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import { AccountList } from './account-list.tsx';
import styles from './accounts.module.css';

/** Before there is an open account: those that this device has all the same. */
export function AccountsHere(): ReactNode {
  const app = useApp();
  const accounts = useAnswer('accounts here', async () => (await app.accounts()).list(), ['lock']);
  if (accounts.status !== 'ready') return null;
  return (
    <section className={styles.here} aria-labelledby="accounts-here">
      <h2 id="accounts-here">{t('accounts.here')}</h2>
      <AccountList accounts={accounts.value} stays />
      <p className={styles.note}>{t('accounts.apart')}</p>
    </section>
  );
}
