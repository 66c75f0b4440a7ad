import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { whenIdle } from '../../services/when-idle.ts';
import { useLive } from '../hooks/use-live.ts';
import { useMediaQuery } from '../hooks/use-media-query.ts';
import { useShortcuts } from '../hooks/use-shortcuts.ts';
import { t } from '../text/translate.ts';
import { useInterface } from './interface.tsx';
import { lazyScreen } from './lazy-screen.ts';
import { Navigation } from './navigation.tsx';
import { NoticeArea } from './notice-area.tsx';
import { Routes } from './routes.tsx';
import styles from './shell.module.css';

const Switcher = lazyScreen(async () => (await import('../screens/accounts/switcher.tsx')).Switcher);
const loadComposer = async () => (await import('../screens/composer/composer.tsx')).Composer;
const Composer = lazyScreen(loadComposer, 'composer');
const Background = lazyScreen(async () => (await import('../installed/background.tsx')).Background, 'reading');
const Aside = lazyScreen(async () => (await import('../screens/aside/aside.tsx')).Aside, 'reading');
const ShortcutsHelp = lazyScreen(async () => (await import('../screens/shortcuts/shortcuts-help.tsx')).ShortcutsHelp);

/** How long a first screen without a list may take to show what it is for. */
const standsWithinMs = 2_000;

/** The frame around every screen: landmarks, navigation, messages, the composer over all of it. */
export function Shell(): ReactNode {
  const { composing, switching, stands, standsNow } = useInterface();
  const main = useRef<HTMLElement>(null);
  const wide = useMediaQuery('(width >= 900px)');
  const { helping, closeHelp } = useShortcuts();
  const intent = useLive(composing.intent);
  const switches = useLive(switching);
  const [isIdle, setIdle] = useState(false);
  // The composer is there when it is wanted, also offline, and costs the first paint nothing.
  useEffect(() => {
    const timer = setTimeout(standsNow, standsWithinMs);
    void stands.then(() =>
      whenIdle(() => {
        setIdle(true);
        loadComposer().catch(() => undefined);
      }),
    );
    return () => clearTimeout(timer);
  }, [stands, standsNow]);
  return (
    <div className={styles.shell}>
      <a
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('shell.skip')}
      </a>
      <Navigation />
      <main className={styles.main} id="main" ref={main} tabIndex={-1}>
        <Routes />
      </main>
      {wide && (
        <aside className={styles.aside} aria-label={t('shell.aside')}>
          <Suspense>
            <Aside />
          </Suspense>
        </aside>
      )}
      <NoticeArea />
      {isIdle && (
        <Suspense>
          <Background />
        </Suspense>
      )}
      {intent !== undefined && (
        <Suspense>
          <Composer intent={intent} />
        </Suspense>
      )}
      {switches && (
        <Suspense>
          <Switcher />
        </Suspense>
      )}
      {helping && (
        <Suspense>
          <ShortcutsHelp onClose={closeHelp} />
        </Suspense>
      )}
    </div>
  );
}
