import { type ReactNode, useState } from 'react';
import { useApp } from '../../app/interface.tsx';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../text/translate.ts';
import { backupErrorText } from './backup-error-text.ts';
import { OpenBackup } from './open-backup.tsx';
import styles from './backup.module.css';

/** Opens a backup file to see that it can be opened. One of the account that is here already is exactly what it should be. */
export function CheckBackup(): ReactNode {
  const app = useApp();
  const [good, setGood] = useState(false);

  async function check(file: File, passphrase: string): Promise<string | undefined> {
    setGood(false);
    const result = await app.restoreBackup(file, passphrase);
    const opened = result.ok || result.error.type === 'already-here';
    setGood(opened);
    return result.ok || opened ? undefined : backupErrorText(result.error);
  }

  return (
    <>
      <OpenBackup action={t('backup.check')} busyText={t('backup.checking')} onOpen={check} />
      <p className={styles.done} role="status">
        {good && (
          <>
            <Icon name="check" />
            {t('backup.good')}
          </>
        )}
      </p>
    </>
  );
}
