import { type ReactNode, useState } from 'react';
import { useApp } from '../../app/interface.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { t } from '../../text/translate.ts';
import { backupErrorText } from '../backup/backup-error-text.ts';
import { OpenBackup } from '../backup/open-backup.tsx';

/** Opens a backup file and makes its account, or the one that came after it, the one of this browser. */
export function RestoreFile(props: { readonly onRestored: () => void }): ReactNode {
  const app = useApp();
  const [newer, setNewer] = useState<{ readonly file: File; readonly passphrase: string; readonly generation: number }>();

  async function restore(file: File, passphrase: string, generation?: number): Promise<string | undefined> {
    const result = await app.restoreBackup(file, passphrase, generation === undefined ? {} : { generation });
    if (result.ok) {
      props.onRestored();
      return undefined;
    }
    if (result.error.type === 'has-successor') setNewer({ file, passphrase, generation: result.error.generation });
    return backupErrorText(result.error);
  }

  return (
    <>
      <p>{t('restore.file-text')}</p>
      <OpenBackup action={t('backup.restore')} busyText={t('backup.restoring')} onOpen={restore} />
      {newer !== undefined && (
        <ConfirmDialog
          title={t('restore.successor-title')}
          text={t('restore.successor-text')}
          confirm={t('restore.successor')}
          onClose={() => setNewer(undefined)}
          onConfirm={() => {
            setNewer(undefined);
            void restore(newer.file, newer.passphrase, newer.generation);
          }}
        />
      )}
    </>
  );
}
