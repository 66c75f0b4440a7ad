import { type ReactNode, useId } from 'react';
import { Link, useLocation } from 'wouter';
import { Icon, type IconName } from '../components/icon.tsx';
import { PollenMark } from '../components/pollen-mark.tsx';
import { useLive } from '../hooks/use-live.ts';
import { t } from '../text/translate.ts';
import { useInterface } from './interface.tsx';
import { paths } from './paths.ts';
import styles from './navigation.module.css';

/** Five destinations: a bar at the thumb on phones, a column beside the timeline on wide screens. */
export function Navigation(): ReactNode {
  const { app, composing } = useInterface();
  const unread = useLive(app.unread);
  return (
    <nav className={styles.nav} aria-label={t('shell.navigation')}>
      <Link href={paths.home} className={styles.brand}>
        <PollenMark />
        {t('shell.name')}
      </Link>
      <ul className={styles.list}>
        <Destination href={paths.home} icon="home" label={t('nav.home')} />
        <Destination href={paths.search} icon="search" label={t('nav.search')} />
        <li className={styles.composeItem}>
          <button type="button" className={`${styles.link} ${styles.compose}`} onClick={() => composing.open({ kind: 'new' })}>
            <span className={styles.glyph}>
              <Icon name="compose" />
            </span>
            <span className={`${styles.label} ${styles.narrowLabel}`}>{t('nav.compose')}</span>
            <span className={`${styles.label} ${styles.wideLabel}`}>{t('nav.compose-long')}</span>
          </button>
        </li>
        <Destination href={paths.notifications} icon="bell" label={t('nav.notifications')} badge={unread} />
        <Destination href={paths.me} icon="me" label={t('nav.me')} />
        <Destination href={paths.settings} icon="settings" label={t('nav.settings')} className={styles.settings} />
      </ul>
    </nav>
  );
}

/** Who is at home already wants to see the newest. */
const toTop = async (): Promise<void> => (await import('../hooks/shortcuts.ts')).goToTop();

function Destination(props: {
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
  readonly badge?: number;
  readonly className?: string | undefined;
}): ReactNode {
  const { href, icon, label, badge = 0, className } = props;
  const [location] = useLocation();
  const noteId = useId();
  return (
    <li className={className}>
      <Link
        href={href}
        className={styles.link}
        aria-current={location === href ? 'page' : location.startsWith(`${href}/`) || undefined}
        onClick={location === href && href === paths.home ? toTop : undefined}
        aria-describedby={badge > 0 ? noteId : undefined}
      >
        <span className={styles.glyph}>
          <Icon name={icon} />
          {badge > 0 && (
            <span className={styles.badge} aria-hidden="true">
              {badge > 99 ? '99+' : badge}
            </span>
          )}
        </span>
        <span className={styles.label}>{label}</span>
      </Link>
      {badge > 0 && (
        <span className="visually-hidden" id={noteId}>
          {t('nav.unread', { count: badge })}
        </span>
      )}
    </li>
  );
}
