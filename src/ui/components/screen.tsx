import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { paths } from '../app/paths.ts';
import { t } from '../text/translate.ts';
import { IconButton } from './button.tsx';
import { PollenMark } from './pollen-mark.tsx';
import styles from './screen.module.css';

let screensSeen = 0;

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
  const [, navigate] = useLocation();

  useEffect(() => {
    screensSeen += 1;
    if (restores || screensSeen === 1) return;
    window.scrollTo(0, 0);
    if (document.querySelector('dialog[open]') === null) heading.current?.focus({ preventScroll: true });
  }, [restores]);

  useEffect(() => {
    document.title = t('shell.title', { title });
  }, [title]);

  function goBack(): void {
    if (history.length > 1 && screensSeen > 1) history.back();
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
