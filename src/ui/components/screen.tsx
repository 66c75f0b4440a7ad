import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { paths } from '../app/paths.ts';
import { cameFromInside, useArrival } from '../hooks/use-arrival.ts';
import { t } from '../text/translate.ts';
import { IconButton } from './button.tsx';
import { PollenMark } from './pollen-mark.tsx';
import styles from './screen.module.css';

/**
 * Title bar and content of a screen. When the user comes here from another screen the focus goes to the title, so that screen
 * readers say where they are; `restores` says that the screen puts focus and scroll position back itself.
 */
export function Screen(props: {
  readonly title: string;
  readonly back?: boolean;
  readonly restores?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { title, back = false, restores = false, actions, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const [location, navigate] = useLocation();

  useArrival(heading, location, restores);

  useEffect(() => {
    document.title = t('shell.title', { title });
  }, [title]);

  function goBack(): void {
    if (cameFromInside()) history.back();
    else navigate(paths.home);
  }

  return (
    <>
      <header className={`${styles.head} ${back ? styles.withBack : ''}`}>
        {back ? (
          <IconButton icon="back" label={t('action.back')} onClick={goBack} />
        ) : (
          <span className={styles.mark}>
            <PollenMark size={26} />
          </span>
        )}
        <h1 ref={heading} tabIndex={-1} dir="auto">
          {title}
        </h1>
        {actions}
      </header>
      {children}
    </>
  );
}
