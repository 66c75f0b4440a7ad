import { type FormEvent, type ReactNode, useState } from 'react';
import { useMe } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { t } from '../../text/translate.ts';
import styles from './backup.module.css';

/**
 * Asks for the passphrase once more before something secret is shown; where there is none yet, only for the word. `onOpen` answers with an
 * error to show, or nothing.
 */
export function AskPassphrase(props: {
  readonly action: string;
  readonly onOpen: (passphrase: string | undefined) => Promise<string | undefined>;
}): ReactNode {
  const { backup, address } = useMe();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const text = await props.onOpen(backup.hasPassphrase ? passphrase : undefined).catch(() => t('backup.unexpected'));
    setBusy(false);
    setError(text);
  }

  return (
    <form className={styles.form} onSubmit={(event) => void open(event)}>
      {backup.hasPassphrase && (
        <>
          <input
            className="visually-hidden"
            type="text"
            autoComplete="username"
            value={address}
            readOnly
            tabIndex={-1}
            aria-hidden="true"
          />
          <TextField
            label={t('backup.passphrase')}
            type="password"
            autoComplete="current-password"
            error={error}
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        </>
      )}
      {!backup.hasPassphrase && error !== undefined && <p role="alert">{error}</p>}
      <Button type="submit" busy={busy || (backup.hasPassphrase && passphrase === '')}>
        {busy ? t('ways.opening') : props.action}
      </Button>
    </form>
  );
}
