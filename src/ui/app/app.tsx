import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ErrorState } from '../components/empty-state.tsx';
import { PostSkeleton } from '../components/skeleton.tsx';
import { useLive } from '../hooks/use-live.ts';
import { Welcome } from '../screens/welcome/welcome.tsx';
import { activateLocale, chooseLocale, directionOf, loadMessages, t } from '../text/translate.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { type Interface, InterfaceProvider } from './interface.tsx';
import { lazyScreen } from './lazy-screen.ts';

const LockScreen = lazyScreen(async () => (await import('../screens/lock/lock-screen.tsx')).LockScreen);

/** Addresses live behind the `#`, so that any static host and any folder will do. */
const hashRouting = { hook: useHashLocation };

/** The whole interface: language and theme, then whichever of its phases the session is in. */
export function App(props: { readonly value: Interface }): ReactNode {
  const { app, onboarding, loadFrame, standsNow } = props.value;
  const { theme, locale: wish } = useLive(app.settings);
  const locale = useLocale(wish);
  const session = useLive(app.session);
  const phase = locale === undefined ? 'starting' : session.phase;
  const beginning = useLive(onboarding);
  const [Shell] = useState(() =>
    lazy(async () => {
      const [frame] = await Promise.all([loadFrame(), loadMessages('shell')]);
      return { default: frame.Shell };
    }),
  );

  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  // Of an account, the first list does (use-listing.ts).
  useEffect(() => {
    if (phase !== 'starting' && phase !== 'ready') standsNow();
  }, [phase, standsNow]);

  const welcoming = phase === 'welcome' || (beginning && phase === 'ready');
  return (
    <InterfaceProvider value={props.value} key={locale}>
      <Router {...hashRouting}>
        <ErrorBoundary>
          <Suspense fallback={<PostSkeleton />}>
            {phase === 'starting' && <PostSkeleton />}
            {phase === 'closed' && (
              <ErrorState title={t('start.closed')} text={t('start.closed-text')} onRetry={() => location.reload()} />
            )}
            {welcoming && <Welcome />}
            {phase === 'ready' && !welcoming && <Shell />}
          </Suspense>
          {/* Apart: while it loads, nothing of what it replaces may stay in the page. */}
          <Suspense fallback={<PostSkeleton />}>{phase === 'locked' && <LockScreen />}</Suspense>
        </ErrorBoundary>
      </Router>
    </InterfaceProvider>
  );
}

/** The language shown; undefined while the words of the one that is wanted are on their way. */
function useLocale(wish: string): string | undefined {
  const wanted = chooseLocale(wish, navigator.languages);
  const [settled, settle] = useState({ wanted: 'en', shown: 'en' });
  useEffect(() => {
    let left = false;
    void activateLocale(wanted).then((shown) => {
      if (left) return;
      document.documentElement.lang = shown;
      document.documentElement.dir = directionOf(shown);
      settle({ wanted, shown });
    });
    return () => {
      left = true;
    };
  }, [wanted]);
  return settled.wanted === wanted ? settled.shown : undefined;
}
