import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ErrorState } from '../components/empty-state.tsx';
import { PostSkeleton } from '../components/skeleton.tsx';
import { useLive } from '../hooks/use-live.ts';
import { Welcome } from '../screens/welcome/welcome.tsx';
import { activateLocale, chooseLocale, loadMessages, t } from '../text/translate.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { type Interface, InterfaceProvider } from './interface.tsx';
import { lazyScreen } from './lazy-screen.ts';

const Shell = lazy(async () => {
  const [{ Shell: shell }] = await Promise.all([import('./shell.tsx'), loadMessages('shell')]);
  return { default: shell };
});

const LockScreen = lazyScreen(async () => (await import('../screens/lock/lock-screen.tsx')).LockScreen);

/** Addresses live behind the `#`, so that any static host and any folder will do. */
const hashRouting = { hook: useHashLocation };

/** The whole interface: language and theme, then whichever of its phases the session is in. */
export function App(props: { readonly value: Interface }): ReactNode {
  const { app, onboarding } = props.value;
  const { theme, locale: wish } = useLive(app.settings);
  const locale = useLocale(wish);
  const { phase } = useLive(app.session);
  const beginning = useLive(onboarding);

  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);

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

/** The language shown; changes only when its words are there. */
function useLocale(wish: string): string {
  const wanted = chooseLocale(wish, navigator.languages);
  const [shown, setShown] = useState('en');
  useEffect(() => {
    let left = false;
    void activateLocale(wanted).then(() => {
      if (left) return;
      document.documentElement.lang = wanted;
      setShown(wanted);
    });
    return () => {
      left = true;
    };
  }, [wanted]);
  return shown;
}
