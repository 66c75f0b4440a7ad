import type { ReactNode } from 'react';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { useDesk } from '../../hooks/use-desk.ts';
import { useKeepFocus } from '../../hooks/use-keep-focus.ts';
import { t } from '../../text/translate.ts';
import { DropArea } from './drop-area.tsx';
import { ExportLists } from './export-lists.tsx';
import { FileGuide } from './file-guide.tsx';
import { JobList } from './job-list.tsx';
import { PreviewCard } from './preview-card.tsx';
import { useIncoming } from './use-incoming.ts';
import { readyForAll, usePreviews } from './use-previews.ts';
import { useLaunched } from './use-launched.ts';
import { useSharedFiles } from './use-shared-files.ts';
import styles from './import.module.css';

/** Bring people along: hand over files, look at what is in them, let it happen; and the way back out. */
export function Import(): ReactNode {
  const app = useApp();
  const area = useKeepFocus();
  const desk = useDesk('files', () => app.files());
  const ready = desk.status === 'ready' ? desk.value : undefined;
  const previews = usePreviews(ready);
  const over = useIncoming(previews.add, useLaunched(previews.add));
  useSharedFiles(previews.add);
  const together = readyForAll(previews.list);

  function startAll(): void {
    for (const reading of together) void previews.start(reading.key);
  }

  return (
    <Screen title={t('import.title')} back>
      <div className={styles.begin} ref={area}>
        <p className={styles.lead}>{t('import.lead')}</p>
        <DropArea over={over} onFiles={previews.add} />
        <div aria-live="polite" className={styles.cards}>
          {previews.list.map((reading) => (
            <PreviewCard
              key={reading.key}
              reading={reading}
              isOnly={together.length < 2}
              onChoose={(choices) => previews.choose(reading.key, choices)}
              onStart={() => void previews.start(reading.key)}
              onRemove={() => previews.remove(reading.key)}
            />
          ))}
        </div>
        {together.length > 1 && (
          <div className={styles.together}>
            <Button kind="main" onClick={startAll}>
              {t('import.start-all', { count: together.length })}
            </Button>
          </div>
        )}
      </div>
      {desk.status === 'failed' && (
        <ErrorState title={t('import.desk-failed')} text={t('import.desk-failed-text')} onRetry={desk.again} />
      )}
      {ready !== undefined && <JobList desk={ready} />}
      <Section title={t('import.guide')} lead={t('import.guide-text')}>
        <FileGuide />
      </Section>
      <Section title={t('export.title')} lead={t('export.text')}>
        {ready !== undefined && <ExportLists desk={ready} />}
      </Section>
    </Screen>
  );
}
