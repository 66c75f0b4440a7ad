import { type ReactNode, useState } from 'react';
import { useApp, useInterface, useMe } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import { Screen } from '../../components/screen.tsx';
import { Section } from '../../components/section.tsx';
import { fullTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { CheckBackup } from './check-backup.tsx';
import { SaveBackup } from './save-backup.tsx';
import styles from './backup.module.css';

/** The seedling: grey until a backup exists. */
export function Backup(): ReactNode {
  const me = useMe();
  const savedAtMs = me.backup.savedAtMs;
  return (
    <Screen title={t('backup.title')} back>
      <div className={`${styles.state} ${savedAtMs === undefined ? '' : styles.grown}`}>
        <Icon name="seedling" size={48} />
        <p>{savedAtMs === undefined ? t('backup.none') : t('backup.saved', { when: fullTime(savedAtMs, displayLocale()) })}</p>
      </div>
      {me.readOnly && <Restored />}
      {me.weakKeyStorage && <Section title={t('backup.weak-title')} lead={t('backup.weak-text')} />}
      <Section title={t('backup.save-title')} lead={t('backup.save-text')}>
        <SaveBackup />
      </Section>
      <CheckBackup />
    </Screen>
  );
}

/** After a restore nothing may be written before the own posts have been found, unless their owner says that they are gone. */
function Restored(): ReactNode {
  const app = useApp();
  const { notices } = useInterface();
  const [asking, setAsking] = useState(false);
  return (
    <Section title={t('backup.restored-title')} lead={t('backup.restored-text')}>
      <div>
        <Button onClick={() => setAsking(true)}>{t('backup.gone')}</Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={t('backup.gone-title')}
          text={t('backup.gone-text')}
          confirm={t('backup.gone')}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void app.declareOutboxGone().then(() => notices.show(t('backup.gone-done')));
          }}
        />
      )}
    </Section>
  );
}
