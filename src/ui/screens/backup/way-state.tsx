import type { ReactNode } from 'react';
import { Icon } from '../../components/icon.tsx';
import { fullTime } from '../../text/relative-time.ts';
import { displayLocale, t } from '../../text/translate.ts';
import styles from './backup.module.css';

/** When a way back was saved, and when it last proved to work. */
export function WayState(props: { readonly savedAtMs?: number; readonly checkedAtMs?: number }): ReactNode {
  const { savedAtMs, checkedAtMs } = props;
  const when = (atMs: number): string => fullTime(atMs, displayLocale());
  return (
    <div className={checkedAtMs === undefined ? styles.unproven : styles.proven}>
      {savedAtMs !== undefined && <p>{t('backup.saved', { when: when(savedAtMs) })}</p>}
      <p className={styles.stateLine}>
        {checkedAtMs !== undefined && <Icon name="check" size={20} />}
        {checkedAtMs === undefined ? t('ways.never-checked') : t('ways.checked', { when: when(checkedAtMs) })}
      </p>
    </div>
  );
}
