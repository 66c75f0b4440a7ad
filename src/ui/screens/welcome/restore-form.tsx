import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { t } from '../../text/translate.ts';
import { backupErrorText } from '../backup/backup-error-text.ts';
import { OpenBackup } from '../backup/open-backup.tsx';

/** Opens a backup and makes its account the one of this browser. */
export function RestoreForm(props: { readonly onRestored: () => void }): ReactNode {
  const app = useApp();

  async function restore(file: File, passphrase: string): Promise<string | undefined> {
    const result = await app.restoreBackup(file, passphrase);
    if (!result.ok) return backupErrorText(result.error);
    props.onRestored();
    return undefined;
  }

  return <OpenBackup action={t('backup.restore')} busyText={t('backup.restoring')} onOpen={restore} />;
}
