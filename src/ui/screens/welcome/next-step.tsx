import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';
import { SaveBackup } from '../backup/save-backup.tsx';
import { FindPerson } from '../follow/find-person.tsx';
import { WelcomePage } from './welcome-page.tsx';
import styles from './welcome.module.css';

/** The second and third step, when there is an account: both may be put off. */
export function NextStep(props: {
  readonly step: 'backup' | 'follow';
  /** Whom the link that led here invites to follow. */
  readonly invited: string | undefined;
  readonly onBackedUp: () => void;
  readonly onDone: () => void;
  /** The beginning is over, and the import comes next. */
  readonly onImport: () => void;
}): ReactNode {
  if (props.step === 'backup') {
    return (
      <WelcomePage
        step={2}
        title={t('welcome.backup-title')}
        text={t('welcome.backup-text')}
        onSkip={props.onBackedUp}
        skip={t('welcome.backup-later')}
      >
        <SaveBackup onSaved={props.onBackedUp} />
      </WelcomePage>
    );
  }
  return (
    <WelcomePage
      step={3}
      title={t('welcome.follow-title')}
      text={t('welcome.follow-text')}
      onSkip={props.onDone}
      skip={t('welcome.follow-later')}
    >
      <FindPerson address={props.invited} onFollowed={props.onDone} />
      <div className={styles.import}>
        <p>{t('welcome.import-text')}</p>
        <Button icon="people" onClick={props.onImport}>
          {t('home.empty-import')}
        </Button>
      </div>
    </WelcomePage>
  );
}
