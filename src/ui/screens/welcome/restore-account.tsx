import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { t } from '../../text/translate.ts';
import { backupErrorText } from '../backup/backup-error-text.ts';
import { OpenBackup } from '../backup/open-backup.tsx';
import styles from './welcome.module.css';

/** The other way in: an account that exists already. */
export function RestoreAccount(props: { readonly onRestored: () => void }): ReactNode {
  const app = useApp();

  async function restore(file: File, passphrase: string): Promise<string | undefined> {
    const result = await app.restoreBackup(file, passphrase);
    if (!result.ok) return backupErrorText(result.error);
    props.onRestored();
    return undefined;
  }

  return (
    <details className={styles.other}>
      <summary>{t('welcome.restore')}</summary>
      <OpenBackup action={t('backup.restore')} busyText={t('backup.restoring')} onOpen={restore} />
    </details>
  );
}
