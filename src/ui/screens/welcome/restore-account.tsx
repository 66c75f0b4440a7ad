import { type ReactNode, useState } from 'react';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';
import { backupErrorText } from '../backup/backup-error-text.ts';
import { OpenBackup } from '../backup/open-backup.tsx';
import styles from './welcome.module.css';

/** The other way in: an account that exists already. */
export function RestoreAccount(props: { readonly onRestored: () => void }): ReactNode {
  const app = useApp();
  const [open, setOpen] = useState(false);

  async function restore(file: File, passphrase: string): Promise<string | undefined> {
    const result = await app.restoreBackup(file, passphrase);
    if (!result.ok) return backupErrorText(result.error);
    props.onRestored();
    return undefined;
  }

  return (
    <div className={styles.other}>
      <Button kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('welcome.restore')}
      </Button>
      {open && <OpenBackup action={t('backup.restore')} busyText={t('backup.restoring')} onOpen={restore} />}
    </div>
  );
}
