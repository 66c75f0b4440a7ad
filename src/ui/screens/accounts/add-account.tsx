import { type ReactNode, useState } from 'react';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { t } from '../../text/translate.ts';
import { useLeaving } from './use-leaving.ts';
import styles from './accounts.module.css';

/** What happens when another account is added, before it does: the open one is closed and stays. */
export function AddAccount(props: { readonly onClose: () => void }): ReactNode {
  const app = useApp();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const { waiting, leave, goNow } = useLeaving();

  async function go(): Promise<void> {
    setBusy(true);
    setFailed(false);
    try {
      const desk = await app.accounts();
      await leave(async () => {
        history.replaceState(history.state, '', '#/');
        await desk.close();
      });
    } catch {
      setBusy(false);
      setFailed(true);
    }
  }

  return (
    <Dialog title={t('accounts.add')} onClose={props.onClose}>
      <p className={styles.text}>{t('accounts.add-text')}</p>
      <p className={styles.text}>{t('accounts.apart')}</p>
      <p className={styles.note} role="status">
        {waiting && t('accounts.leaving')}
      </p>
      {failed && <p role="alert">{t('accounts.failed')}</p>}
      <ButtonRow end>
        <Button onClick={props.onClose}>{t('action.cancel')}</Button>
        {waiting && <Button onClick={goNow}>{t('accounts.leave-now')}</Button>}
        <Button kind="main" busy={busy} onClick={() => void go()} data-first-focus>
          {t('accounts.add-go')}
        </Button>
      </ButtonRow>
    </Dialog>
  );
}
