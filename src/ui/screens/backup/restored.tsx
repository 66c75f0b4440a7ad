import { type ReactNode, useEffect, useState } from 'react';
import type { RestoreProgress } from '../../../services/recovery/recovery-api.ts';
import { useApp, useInterface } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import styles from './backup.module.css';

const everyMs = 1_000;

/** After a restore nothing may be written before the own posts have been found, unless their owner says that they are gone. */
export function Restored(): ReactNode {
  const app = useApp();
  const { notices } = useInterface();
  const [asking, setAsking] = useState(false);
  const progress = useRestoreProgress();
  const isReading = progress?.state === 'reading';

  return (
    <Section title={t('backup.restored-title')} lead={t('backup.restored-text')}>
      <div role="status">
        {progress !== undefined && <p>{progressText(progress)}</p>}
        {isReading && (
          <progress
            className={styles.progress}
            value={progress.done}
            max={Math.max(1, progress.total)}
            aria-label={t('restore.progress')}
          />
        )}
      </div>
      {!isReading && (
        <ButtonRow>
          <Button busy={progress?.state === 'looking'} onClick={() => void app.lookForOutbox()}>
            {t('restore.again')}
          </Button>
          <Button kind="quiet" onClick={() => setAsking(true)}>
            {t('backup.gone')}
          </Button>
        </ButtonRow>
      )}
      {asking && (
        <ConfirmDialog
          title={t('backup.gone-title')}
          text={t('backup.gone-text')}
          confirm={t('backup.gone')}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void app.declareOutboxGone().then(() => notices.show(() => t('backup.gone-done')));
          }}
        />
      )}
    </Section>
  );
}

function progressText(progress: RestoreProgress): string {
  switch (progress.state) {
    case 'looking':
      return t('restore.looking');
    case 'reading':
      return t('restore.reading', { done: progress.done, total: progress.total });
    case 'nobody':
      return t('restore.nobody');
    case 'invalid':
      return t('restore.invalid');
    case 'done':
      return t('restore.done');
  }
}

/** Asked for while it is seen: whoever reads is another tab, perhaps. */
function useRestoreProgress(): RestoreProgress | undefined {
  const app = useApp();
  const [progress, setProgress] = useState<RestoreProgress>();
  useEffect(() => {
    let left = false;
    const ask = (): void =>
      void app.restoreProgress().then(
        (now) => {
          if (!left) setProgress(now);
        },
        () => undefined,
      );
    ask();
    const timer = setInterval(ask, everyMs);
    return () => {
      left = true;
      clearInterval(timer);
    };
  }, [app]);
  return progress;
}
