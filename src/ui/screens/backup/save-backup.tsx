import { type FormEvent, type ReactNode, useState } from 'react';
import { useApp, useMe } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { backupErrorText } from './backup-error-text.ts';
import { saveFile } from './save-file.ts';
import { t } from '../../text/translate.ts';
import styles from './backup.module.css';

/** Chooses a passphrase, which a password manager may keep, and saves the file. */
export function SaveBackup(props: { readonly onSaved?: () => void }): ReactNode {
  const app = useApp();
  const me = useMe();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const [error, setError] = useState<string>();
  const differs = again !== '' && again !== passphrase;

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (passphrase !== again) return;
    setState('busy');
    setError(undefined);
    try {
      const result = await app.saveBackup(passphrase);
      if (result.ok) saveFile(result.value.file, result.value.fileName);
      setState(result.ok ? 'saved' : 'idle');
      if (result.ok) props.onSaved?.();
      else setError(backupErrorText(result.error));
    } catch {
      setState('idle');
      setError(t('backup.unexpected'));
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      {/* Tells password managers which account the passphrase belongs to. */}
      <input
        className="visually-hidden"
        type="text"
        autoComplete="username"
        value={me.address}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <TextField
        label={t('backup.passphrase')}
        hint={t('backup.passphrase-hint')}
        error={error}
        type="password"
        autoComplete="new-password"
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      <TextField
        label={t('backup.again')}
        error={differs ? t('backup.differs') : undefined}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={(event) => setAgain(event.target.value)}
      />
      <Button kind="main" type="submit" icon="seedling" busy={state === 'busy' || passphrase === '' || passphrase !== again}>
        {state === 'busy' ? t('backup.saving') : t('backup.save')}
      </Button>
      <p className={styles.done} role="status">
        {state === 'saved' && (
          <>
            <Icon name="check" />
            {t('backup.done')}
          </>
        )}
      </p>
    </form>
  );
}
