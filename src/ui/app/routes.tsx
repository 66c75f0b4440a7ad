import { type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { PostSkeleton } from '../components/skeleton.tsx';
import { Home } from '../screens/home/home.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { lazyScreen } from './lazy-screen.ts';
import { readSegment } from './paths.ts';

const Profile = lazyScreen(async () => (await import('../screens/profile/profile.tsx')).Profile);
const OwnProfile = lazyScreen(async () => (await import('../screens/profile/profile.tsx')).OwnProfile);
const Thread = lazyScreen(async () => (await import('../screens/thread/thread.tsx')).Thread);
const PostDetails = lazyScreen(async () => (await import('../screens/post-details/post-details.tsx')).PostDetails);
const Notifications = lazyScreen(async () => (await import('../screens/notifications/notifications.tsx')).Notifications);
const Follow = lazyScreen(async () => (await import('../screens/follow/follow.tsx')).Follow);
const SettingsPages = lazyScreen(async () => (await import('../screens/settings/pages.tsx')).SettingsPages);
const Connection = lazyScreen(async () => (await import('../screens/connection/connection.tsx')).Connection);

/** Which screen belongs to which address. Ids in addresses were written by this app or by people: screens look them up, never trust them. */
export function Routes(): ReactNode {
  const [location] = useLocation();
  return (
    <ErrorBoundary key={location}>
      <Suspense fallback={<PostSkeleton />}>
        <Switch>
          <Route path="/">
            <Home />
          </Route>
          <Route path="/compose">
            <Home composing />
          </Route>
          <Route path="/follow">
            <Follow />
          </Route>
          <Route path={/^\/@(?<address>.+)$/}>{(match) => <Follow address={readSegment(match['address'])} />}</Route>
          <Route path="/notifications">
            <Notifications />
          </Route>
          <Route path="/me">
            <OwnProfile />
          </Route>
          <Route path="/person/:id">{(match) => <Profile id={readSegment(match.id) as Did | ObjectId} />}</Route>
          <Route path="/post/:id">{(match) => <Thread id={readSegment(match.id) as ObjectId} />}</Route>
          <Route path="/post/:id/details">{(match) => <PostDetails id={readSegment(match.id) as ObjectId} />}</Route>
          <Route path="/settings/:page?">{(match) => <SettingsPages page={match.page} />}</Route>
          <Route path="/connection">
            <Connection />
          </Route>
          <Route>
            <Redirect to="/" replace />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
