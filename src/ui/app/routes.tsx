import { type ReactNode, Suspense } from 'react';
import { useLocation } from 'wouter';
import { PostSkeleton } from '../components/skeleton.tsx';
import { Home } from '../screens/home/home.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { lazyScreen } from './lazy-screen.ts';
import { paths } from './paths.ts';

const LaterRoutes = lazyScreen(async () => (await import('./later-routes.tsx')).LaterRoutes, 'reading');

/** Which screen belongs to which address; the timeline is there at once, the rest when somebody goes there. */
export function Routes(): ReactNode {
  const [location] = useLocation();
  const composing = location === paths.compose;
  return (
    <ErrorBoundary key={location}>
      <Suspense fallback={<PostSkeleton />}>
        {location === paths.home || composing ? <Home composing={composing} /> : <LaterRoutes />}
      </Suspense>
    </ErrorBoundary>
  );
}
