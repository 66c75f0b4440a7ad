import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { PostSkeleton } from '../components/skeleton.tsx';
import { useLive } from '../hooks/use-live.ts';
import { activateLocale, chooseLocale } from '../text/translate.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { type Interface, InterfaceProvider } from './interface.tsx';
import { lazyScreen } from './lazy-screen.ts';
import { Shell } from './shell.tsx';

const Welcome = lazyScreen(async () => (await import('../screens/welcome/welcome.tsx')).Welcome);

/** The whole interface: language and theme, then whichever of its three phases the session is in. */
export function App(props: { readonly value: Interface }): ReactNode {
  const { app } = props.value;
  const { theme, locale: wish } = useLive(app.settings);
  const locale = useLocale(wish);
  const { phase } = useLive(app.session);
  const [onboarding, setOnboarding] = useState(false);

  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  useEffect(() => {
    if (phase === 'welcome') setOnboarding(true);
  }, [phase]);

  const welcoming = phase === 'welcome' || (onboarding && phase === 'ready');
  return (
    <InterfaceProvider value={props.value} key={locale}>
      <Router hook={useHashLocation}>
        <ErrorBoundary>
          <Suspense fallback={<PostSkeleton />}>
            {phase === 'starting' && <PostSkeleton />}
            {welcoming && <Welcome onDone={() => setOnboarding(false)} />}
            {phase === 'ready' && !welcoming && <Shell />}
          </Suspense>
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
