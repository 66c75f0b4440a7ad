import { type ReactNode, useState } from 'react';
import type { Result } from '../../../protocol/result.ts';
import type { BackupError, PollenApp } from '../../../services/app-api.ts';
import { useApp } from '../../app/interface.tsx';
import { Icon } from '../../components/icon.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import { backupErrorText } from './backup-error-text.ts';
import { OpenBackup } from './open-backup.tsx';
import styles from './backup.module.css';

/** Opens a file and compares it with the account that is here, changing nothing. */
type Check = (file: Blob, passphrase: string) => Promise<Result<unknown, BackupError>>;

/** Proves that a saved file can be opened; only where the app below can do so without restoring it. */
export function CheckBackup(): ReactNode {
  const app: PollenApp & { readonly checkBackup?: Check } = useApp();
  const [good, setGood] = useState(false);
  const { checkBackup } = app;
  if (checkBackup === undefined) return null;
  const run = checkBackup;

  async function check(file: File, passphrase: string): Promise<string | undefined> {
    setGood(false);
    const result = await run(file, passphrase);
    setGood(result.ok);
    return result.ok ? undefined : backupErrorText(result.error);
  }

  return (
    <Section title={t('backup.check-title')} lead={t('backup.check-text')}>
      <OpenBackup action={t('backup.check')} busyText={t('backup.checking')} onOpen={check} />
      <p className={styles.done} role="status">
        {good && (
          <>
            <Icon name="check" />
            {t('backup.good')}
          </>
        )}
      </p>
    </Section>
  );
}
