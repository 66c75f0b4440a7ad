import { type ReactNode, useState } from 'react';
import type { FilesDesk, JobView } from '../../../services/import/files-api.ts';
import { useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { t } from '../../text/translate.ts';
import { saveFile } from '../backup/save-file.ts';
import { failedRows } from './import-words.ts';

/** What can be done with a job in the state that it is in. */
export function JobButtons(props: { readonly desk: FilesDesk; readonly job: JobView }): ReactNode {
  const { desk, job } = props;
  const { notices } = useInterface();
  const [asking, setAsking] = useState(false);
  const failed = failedRows(job);
  const isPaused = job.state === 'paused';
  const isOver = job.state === 'finished' || job.state === 'cancelled';

  const run = (action: () => Promise<void>): void => {
    action().catch(() => notices.show(() => t('import.unexpected'), { tone: 'trouble' }));
  };

  async function saveFailures(): Promise<void> {
    const { file, fileName } = await desk.failures(job.id);
    saveFile(file, fileName);
  }

  return (
    <ButtonRow>
      {job.state === 'running' && job.waitsFor === 'file-permission' && (
        <Button kind="main" onClick={() => run(() => desk.resume(job.id))}>
          {t('import.allow-file')}
        </Button>
      )}
      {!isOver && (
        // One button for both, so that it keeps the focus.
        <Button kind={isPaused ? 'main' : 'plain'} onClick={() => run(() => desk[isPaused ? 'resume' : 'pause'](job.id))}>
          {isPaused ? t('import.resume') : t('import.pause')}
        </Button>
      )}
      {failed > 0 && isOver && (
        <Button onClick={() => run(() => desk.retry(job.id))}>{t('import.retry', { count: failed })}</Button>
      )}
      {failed > 0 && job.state !== 'running' && (
        <Button onClick={() => run(saveFailures)}>{t('import.save-failures', { count: failed })}</Button>
      )}
      {!isOver && (
        <Button kind="quiet" onClick={() => setAsking(true)}>
          {t('import.stop')}
        </Button>
      )}
      {isOver && (
        <Button kind="quiet" onClick={() => run(() => desk.forget(job.id))}>
          {t('import.forget')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={t('import.stop-title')}
          text={t('import.stop-text')}
          confirm={t('import.stop')}
          onConfirm={() => {
            setAsking(false);
            run(() => desk.cancel(job.id));
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </ButtonRow>
  );
}
