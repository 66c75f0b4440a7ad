import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { t } from '../../text/translate.ts';
import styles from './backup.module.css';

/** A backup file and its passphrase. `onOpen` answers with an error to show, or nothing. */
export function OpenBackup(props: {
  readonly action: string;
  readonly busyText: string;
  readonly onOpen: (file: File, passphrase: string) => Promise<string | undefined>;
}): ReactNode {
  const [file, setFile] = useState<File>();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const id = useId();

  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (file === undefined) return;
    setBusy(true);
    setError(undefined);
    const text = await props.onOpen(file, passphrase).catch(() => t('backup.unexpected'));
    setBusy(false);
    setError(text);
  }

  return (
    <form className={styles.form} onSubmit={(event) => void open(event)}>
      <div className={styles.file}>
        <label htmlFor={id}>{t('backup.file')}</label>
        <input id={id} type="file" onChange={(event) => setFile(event.target.files?.[0])} />
      </div>
      <TextField
        label={t('backup.passphrase')}
        type="password"
        autoComplete="current-password"
        error={error}
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      <Button type="submit" busy={busy || file === undefined || passphrase === ''}>
        {busy ? props.busyText : props.action}
      </Button>
    </form>
  );
}
