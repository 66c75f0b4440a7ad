import type { ReactNode } from 'react';
import { useApp, useMe } from '../app/interface.tsx';
import { paths } from '../app/paths.ts';
import { t } from '../text/translate.ts';
import { Button, ButtonLink } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './backup-nudge.module.css';

/**
 * Asks for a way back when there is something to lose, and half-yearly whether it still works; takes "later" for an answer. A restored
 * account says what it waits for.
 */
export function BackupNudge(): ReactNode {
  const app = useApp();
  const me = useMe();
  if (me.hasEnded) {
    return (
      <div className={styles.nudge} role="status">
        <p className={styles.text}>
          <Icon name="seedling" size={26} />
          {t('backup.ended')}
        </p>
        <ButtonLink href={paths.successor}>{t('backup.ended-action')}</ButtonLink>
      </div>
    );
  }
  if (me.readOnly) {
    return (
      <div className={styles.nudge} role="status">
        <p className={styles.text}>
          <Icon name="seedling" size={26} />
          {t('backup.read-only')}
        </p>
        <ButtonLink href={paths.backup}>{t('backup.read-only-action')}</ButtonLink>
      </div>
    );
  }
  const { shouldAsk, shouldCheck } = me.backup;
  if (!shouldAsk && !shouldCheck) return null;
  return (
    <div className={styles.nudge}>
      <p className={styles.text}>
        <Icon name="seedling" size={26} />
        {shouldAsk ? t('backup.nudge') : t('backup.check-nudge')}
      </p>
      <ButtonLink href={paths.backup}>{shouldAsk ? t('backup.save') : t('backup.check-way')}</ButtonLink>
      <Button kind="quiet" onClick={() => void app.remindBackupLater()}>
        {t('backup.later')}
      </Button>
    </div>
  );
}
