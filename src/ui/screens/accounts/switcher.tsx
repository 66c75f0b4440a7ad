import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { useInterface } from '../../app/interface.tsx';
import { paths } from '../../app/paths.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { t } from '../../text/translate.ts';
import { AccountList } from './account-list.tsx';
import { AddAccount } from './add-account.tsx';
import styles from './accounts.module.css';

/** Lies over any screen: the accounts of this device, and the way to another one. */
export function Switcher(): ReactNode {
  const { app, switching } = useInterface();
  const [adding, setAdding] = useState(false);
  const accounts = useAnswer('accounts', async () => (await app.accounts()).list(), ['notifications', 'outbox', 'profile']);
  const close = (): void => switching.set(false);
  if (adding) return <AddAccount onClose={close} />;
  return (
    <Dialog title={t('accounts.title')} onClose={close}>
      {accounts.status === 'loading' && <p className={styles.note}>{t('state.loading')}</p>}
      {accounts.status === 'failed' && <p role="alert">{t('accounts.failed')}</p>}
      {accounts.status === 'ready' && <AccountList accounts={accounts.value} onSame={close} />}
      <div className={styles.below}>
        <Button icon="follow" onClick={() => setAdding(true)}>
          {t('accounts.add')}
        </Button>
        <Link href={paths.accounts} className={styles.more} onClick={close}>
          {t('accounts.manage')}
        </Link>
      </div>
    </Dialog>
  );
}
