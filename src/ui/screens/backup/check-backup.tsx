import { type ReactNode, useState } from 'react';
import { useApp } from '../../app/interface.tsx';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../text/translate.ts';
import { backupErrorText } from './backup-error-text.ts';
import { OpenBackup } from './open-backup.tsx';
import styles from './backup.module.css';

/** Proves that a saved file would bring this account back, changing nothing. */
export function CheckBackup(): ReactNode {
  const app = useApp();
  const [good, setGood] = useState(false);

  async function check(file: File, passphrase: string): Promise<string | undefined> {
    setGood(false);
    const result = await app.checkBackup(file, passphrase);
    setGood(result.ok);
    return result.ok ? undefined : backupErrorText(result.error);
  }

  return (
    <>
      <p>{t('backup.check-text')}</p>
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
