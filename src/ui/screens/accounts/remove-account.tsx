import { type FormEvent, type ReactNode, useState } from 'react';
import type { AccountHere } from '../../../services/accounts/accounts-api.ts';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { t } from '../../text/translate.ts';
import { accountName } from './account-words.ts';
import styles from './accounts.module.css';

/**
 * Asks before an account leaves this device, and says what is lost. One that nobody could bring back is removed only after its username
 * has been typed.
 */
export function RemoveAccount(props: {
  readonly account: AccountHere;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}): ReactNode {
  const { account, onClose, onRemoved } = props;
  const app = useApp();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const name = accountName(account);
  const asks = !account.hasWayBack;
  // An account that cannot be read has no name that could be typed.
  const wanted = account.username || t('accounts.unnamed');

  async function remove(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (asks && typed.trim().replace(/^@/, '') !== wanted) return setError(t('accounts.remove-wrong', { username: wanted }));
    setBusy(true);
    try {
      // Whoever is here next begins at the beginning.
      if (account.isOpen) history.replaceState(history.state, '', '#/');
      const removed = await (await app.accounts()).remove(account.did, { losesForGood: asks });
      // The open account's page is going; another one's entry is.
      if (removed.ok && account.isOpen) return;
      if (removed.ok || removed.error.type === 'not-here') return onRemoved();
      setError(t('accounts.failed'));
    } catch {
      setError(t('accounts.failed'));
    }
    setBusy(false);
  }

  return (
    <Dialog title={t('accounts.remove-title', { name })} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void remove(event)}>
        <p className={styles.text}>{t('accounts.remove-what')}</p>
        {(account.waiting ?? 0) > 0 && (
          <p className={styles.warning}>{t('accounts.remove-waiting', { count: account.waiting ?? 0 })}</p>
        )}
        <p className={asks ? styles.warning : styles.text}>
          {asks ? t('accounts.remove-for-good', { name }) : t('accounts.remove-back')}
        </p>
        {asks && (
          <TextField
            label={t('accounts.remove-type', { username: wanted })}
            value={typed}
            error={error}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value);
              setError(undefined);
            }}
          />
        )}
        {!asks && error !== undefined && <p role="alert">{error}</p>}
        <ButtonRow end>
          <Button onClick={onClose} {...(!asks && { 'data-first-focus': true })}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" kind="danger" busy={busy}>
            {t('accounts.remove')}
          </Button>
        </ButtonRow>
      </form>
    </Dialog>
  );
}
