import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from '../components/icon.tsx';
import { useCountdown } from '../hooks/use-countdown.ts';
import { useLive } from '../hooks/use-live.ts';
import { t } from '../text/translate.ts';
import { useInterface } from './interface.tsx';
import type { Notice } from './notices.ts';
import styles from './notice-area.module.css';

/** What happened, for eyes (floating, for a while) and for ears (one polite live region). */
export function NoticeArea(): ReactNode {
  const { notices } = useInterface();
  const shown = useLive(notices.shown);
  const spoken = useLive(notices.spoken);
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">
        {spoken}
      </div>
      <section className={styles.area} aria-label={t('shell.notices')}>
        {shown.map((notice) => (
          <NoticeBox key={notice.id} notice={notice} onDismiss={() => notices.dismiss(notice.id)} />
        ))}
      </section>
    </>
  );
}

function NoticeBox(props: { readonly notice: Notice; readonly onDismiss: () => void }): ReactNode {
  const { notice, onDismiss } = props;
  const [held, setHeld] = useState(false);
  const seconds = useCountdown(notice.countdown ? notice.untilMs : undefined);

  useEffect(() => {
    // A countdown ends when it ends; anything else stays while somebody points at it.
    if (held && !notice.countdown) return undefined;
    const timer = setTimeout(onDismiss, Math.max(held ? 1500 : 0, notice.untilMs - Date.now()));
    return () => clearTimeout(timer);
  }, [held, notice, onDismiss]);

  return (
    <div
      className={`${styles.notice} ${notice.tone === 'trouble' ? styles.trouble : ''}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{notice.text}</p>
      {notice.action !== undefined && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            onDismiss();
            notice.action?.run();
          }}
        >
          {notice.action.label}
          {notice.countdown && <span className="numbers">{t('notice.seconds', { seconds })}</span>}
        </button>
      )}
      <button type="button" className={styles.close} onClick={onDismiss} aria-label={t('action.dismiss')}>
        <Icon name="close" size={18} />
      </button>
    </div>
  );
}
