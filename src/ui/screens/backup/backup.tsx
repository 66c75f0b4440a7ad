import type { ReactNode } from 'react';
import { useApp, useMe } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { t } from '../../text/translate.ts';
import { FileWay } from './file-way.tsx';
import { Restored } from './restored.tsx';
import { WordsWay } from './words-way.tsx';
import styles from './backup.module.css';

/** Ways back to the account. The seedling is grey until one was saved or proven. */
export function Backup(): ReactNode {
  const app = useApp();
  const me = useMe();
  const { hasWayBack, shouldCheck } = me.backup;
  return (
    <Screen title={t('backup.title')} back>
      <div className={`${styles.state} ${hasWayBack ? styles.grown : ''}`}>
        <Icon name="seedling" size={48} />
        <p>{hasWayBack ? t('ways.safe') : t('backup.none')}</p>
      </div>
      {me.readOnly && <Restored />}
      {shouldCheck && (
        <Section title={t('ways.check-due')} lead={t('ways.check-due-text')}>
          <div>
            <Button kind="quiet" onClick={() => void app.remindBackupLater()}>
              {t('backup.later')}
            </Button>
          </div>
        </Section>
      )}
      {me.weakKeyStorage && <Section title={t('backup.weak-title')} lead={t('backup.weak-text')} />}
      <FileWay />
      <WordsWay />
    </Screen>
  );
}
